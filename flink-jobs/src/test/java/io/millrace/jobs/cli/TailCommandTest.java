package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace tail}. */
class TailCommandTest {
    private static final String LINE = """
            {"query":"q%1$d","visit":0,"split":"prompts","ordinal":%1$d,"end":"TRAINED","detail":"","minibatch":"0/%1$d","step":%2$d}""";

    @TempDir
    Path temp;

    private Path run;

    @BeforeEach
    void writeChannels() throws IOException {
        run = temp.resolve("run");
        ChannelPublisher.append(
                run.resolve("ledger"),
                List.of(LINE.formatted(0, 1), LINE.formatted(1, 2), LINE.formatted(2, 3)),
                ChannelsConfig.KEEP_ALL,
                Clock.systemUTC());
        ChannelPublisher.append(
                run.resolve("steps"), List.of("{\"learner_step\":1.0}"), ChannelsConfig.KEEP_ALL, Clock.systemUTC());
    }

    private static CommandProcess.Result execute(String... arguments) {
        StringWriter out = new StringWriter();
        int exit = Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
        return new CommandProcess.Result(exit, out.toString());
    }

    @Test
    void theLastRecordsOfAChannelOfARunAreShown() {
        assertThat(execute("tail", run.toString(), "ledger", "-n", "2", "--no-follow"))
                .isEqualTo(new CommandProcess.Result(0, """
                               1  prompts/1 q1, visit 0: TRAINED in minibatch 0/1, step 2
                               2  prompts/2 q2, visit 0: TRAINED in minibatch 0/2, step 3
                        """));
    }

    @Test
    void recordsAreShownAsTheyAreOnRequest() {
        assertThat(execute("tail", "dir:" + run.resolve("ledger"), "--json", "--from", "1", "-n", "1"))
                .isEqualTo(new CommandProcess.Result(0, LINE.formatted(1, 2) + "\n"));
    }

    @Test
    @Timeout(600)
    void aFinishedRunIsNotFollowed() throws IOException {
        Files.writeString(run.resolve("report.json"), "{}");

        assertThat(execute("tail", run.toString(), "steps").exit()).isZero();
    }

    @Test
    @Timeout(600)
    void itEndsIfItsOutputIsClosed() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        int exit = Millrace.commandLine()
                .setOut(new PrintWriter(closed, true))
                .execute("tail", run.toString(), "ledger", "--follow");

        assertThat(exit).isZero();
    }

    @Test
    void unclearPlacesAreRefused() {
        assertThat(execute("tail", run.toString()))
                .isEqualTo(new CommandProcess.Result(
                        2, "millrace: tail: must name a channel of run %s: one of ledger, steps\n".formatted(run)));
        assertThat(execute("tail", run.toString(), "minibatches").output())
                .isEqualTo("millrace: channel %s/minibatches: folder does not exist: the run has ledger, steps\n"
                        .formatted(run));
        assertThat(execute("tail", run.resolve("steps").toString(), "steps").output())
                .isEqualTo(
                        "millrace: tail: CHANNEL must be given with the folder of a run only, %s/steps is a channel\n"
                                .formatted(run));
        assertThat(execute("tail", run.toString(), "steps", "--from", "yesterday")
                        .output())
                .isEqualTo("millrace: --from: must be the number of a record, beginning or end, was 'yesterday'\n");
        assertThat(execute("tail", run.toString(), "steps", "-n", "-1").output())
                .isEqualTo("millrace: --count: must be >= 0, was -1\n");
    }
}
