package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace query}. */
class QueryCommandTest {
    @TempDir
    Path temp;

    private Path first;
    private Path second;

    @BeforeEach
    void publishRecords() throws IOException {
        first = temp.resolve("a");
        second = temp.resolve("b");
        publish(first, "ledger", "{\"query\":\"q1\",\"end\":\"TRAINED\"}", "{\"query\":\"q2\",\"end\":\"EXPIRED\"}");
        publish(second, "ledger", "{\"query\":\"q1\",\"end\":\"TRAINED\"}");
        publish(first, "steps", "{\"learner_step\":1.0,\"loss\":0.5}");
        publish(first, "dead-letters", "{\"reason\":\"\\u001b[31mred\"}");
    }

    private static void publish(Path run, String channel, String... records) throws IOException {
        ChannelPublisher.append(run.resolve(channel), List.of(records), ChannelsConfig.KEEP_ALL, Clock.systemUTC());
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
    void recordsOfARunAreATable() {
        assertThat(execute(
                        "query",
                        first.toString(),
                        "SELECT query, \"end\", record AS number FROM ledger ORDER BY number DESC"))
                .isEqualTo(new CommandProcess.Result(0, """
                        query  end      number
                        ----------------------
                        q2     EXPIRED       1
                        q1     TRAINED       0
                        2 rows
                        """));
    }

    @Test
    void runsAreJoinedInOneTable() {
        assertThat(execute(
                        "query",
                        "--json",
                        first.toString(),
                        second.toString(),
                        "SELECT count(*) AS visits, count(DISTINCT dir) AS runs FROM ledger"))
                .isEqualTo(new CommandProcess.Result(0, "{\"visits\":3,\"runs\":2}\n"));
    }

    @Test
    void allChannelsAreListed() {
        assertThat(execute("query", first.toString(), "SHOW TABLES").output())
                .contains("dead_letters\n", "ledger\n", "steps\n");
    }

    @Test
    void controlCharactersAreEscapedInTables() {
        assertThat(execute("query", first.toString(), "SELECT reason FROM dead_letters")
                        .output())
                .contains("red")
                .doesNotContain("\u001b");
    }

    @Test
    void aMistakeIsRejectedWithItsCause() {
        CommandProcess.Result result = execute("query", first.toString(), "SELECT los FROM steps");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).startsWith("millrace: query: Binder Error: Referenced column \"los\" not found");
    }

    @Test
    void otherFoldersAreRejected() {
        assertThat(execute("query", temp.resolve("none").toString(), "SELECT 1"))
                .isEqualTo(new CommandProcess.Result(
                        2,
                        "millrace: query: must name folders of runs, %s is not one\n".formatted(temp.resolve("none"))));
    }
}
