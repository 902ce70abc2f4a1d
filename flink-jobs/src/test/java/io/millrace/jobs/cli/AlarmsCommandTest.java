package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmState;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.AlarmJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace alarms}. */
class AlarmsCommandTest {
    @TempDir
    Path temp;

    private static CommandProcess.Result execute(String... arguments) {
        StringWriter out = new StringWriter();
        int exit = Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
        return new CommandProcess.Result(exit, out.toString());
    }

    private Path run(String name) throws IOException {
        Path run = Files.createDirectory(temp.resolve(name));
        Files.writeString(run.resolve("run.json"), "{}");
        return run;
    }

    @Test
    void recordedAlarmsAreShown() throws IOException {
        Path run = run("r1");
        Alarm alarm = new Alarm("reward-drift", "gsm8k", AlarmState.FIRING, 0, 0, 0.3, 0.25, "index 0.30, above 0.25");
        ChannelPublisher.append(
                run.resolve("alarms"),
                List.of(AlarmJson.write(alarm, "r1")),
                ChannelsConfig.KEEP_ALL,
                Clock.systemUTC());
        Path quiet = run("r2");

        assertThat(execute("alarms", run.toString(), quiet.toString()))
                .isEqualTo(new CommandProcess.Result(0, """
                        %s  1970-01-01T00:00:00Z reward-drift (gsm8k) FIRING: index 0.30, above 0.25
                        %s  no alarms
                        """.formatted(run, quiet)));
    }

    @Test
    void otherFoldersAreRejected() {
        assertThat(execute("alarms", temp.resolve("none").toString()))
                .isEqualTo(new CommandProcess.Result(
                        2,
                        "millrace: alarms: must name folders of runs, %s is not one\n"
                                .formatted(temp.resolve("none"))));
    }
}
