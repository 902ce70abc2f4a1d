package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace tail} as a process. */
class TailCommandIT {
    @TempDir
    Path temp;

    @Test
    void itFollowsAChannelUntilCtrlC() throws Exception {
        Path channel = temp.resolve("channel");
        publish(channel, "{\"text\":\"\u001b[2J\"}");
        CommandProcess tail = CommandProcess.start(temp, "tail", channel.toString());
        awaitOutput(tail, "{\"text\":\"\\u001b[2J\"}");
        publish(channel, "{\"text\":\"later\"}");
        awaitOutput(tail, "later");

        tail.process().destroy(); // TERM, handled like Ctrl-C, which a shell may have made a background process ignore.

        CommandProcess.Result result = tail.await();
        assertThat(result.exit()).isZero();
        assertThat(result.output().lines().toList())
                .containsExactly("       0  {\"text\":\"\\u001b[2J\"}", "       1  {\"text\":\"later\"}");
    }

    private static void publish(Path channel, String line) throws Exception {
        ChannelPublisher.append(channel, List.of(line), ChannelsConfig.KEEP_ALL, Clock.systemUTC());
    }

    private static void awaitOutput(CommandProcess process, String text) {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> Files.readString(process.output()).contains(text));
    }
}
