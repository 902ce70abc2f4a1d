package io.millrace.jobs.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.ChannelRun;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.SampleRun;
import io.millrace.operators.channel.ChannelAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is known by the addresses of its channels. */
class ChannelRunViewTest {
    private static final int STEPS = 3;

    @TempDir
    Path temp;

    @Test
    void aRunIsShownFromItsChannelsWithoutItsFolder() throws Exception {
        Path run = SampleRun.write(temp.resolve("elsewhere"), 1, STEPS, "");
        Path channels = Files.createDirectories(temp.resolve("channels"));
        for (String name : List.of("ledger", "steps", "metrics", "episodes", "scores")) {
            Files.move(run.resolve(name), channels.resolve("k1." + name));
        }
        Path config = Files.writeString(
                temp.resolve("k1.yaml"), "run: {name: k1, steps: 9}\nchannels: {keepBytes: 1000000000}\n");
        RunFolder folder =
                ChannelRun.of(new ChannelAddress("dir", channels.resolve("k1").toString()), Optional.of(config), temp);

        RunFollower follower = new RunFollower("k1", folder, RunFollower.Source.CHANNELS, RunListener.NONE);
        try (follower) {
            follower.start();
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(follower.view().status()).isPresent();
                RunStatus status = follower.view().status().orElseThrow();
                assertThat(status.state()).isEqualTo(RunStatus.State.FOLLOWED);
                assertThat(status.steps()).isEqualTo(STEPS);
                assertThat(status.stepsWanted()).isEqualTo(9);
                assertThat(follower.view().episodes().all()).hasSize(STEPS * SampleRun.GROUPS);
            });
        }
    }

    @Test
    void channelsInKafkaAreFoundByTheirPrefix() throws IOException {
        Path config = Files.writeString(
                temp.resolve("k1.yaml"), "channels: {ledger: 'kafka:other', kafka: {servers: 'localhost:9'}}\n");
        RunFolder folder = ChannelRun.of(new ChannelAddress("kafka", "k1"), Optional.of(config), temp);

        assertThat(RunChannels.of(folder).all().get("ledger").address()).hasToString("kafka:k1.ledger");
        assertThat(RunChannels.of(folder).deadLetters().address()).hasToString("kafka:k1.dead-letters");
        assertThat(folder.name()).isEqualTo("k1");
    }

    @Test
    void aConfigurationThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> ChannelRun.of(
                        new ChannelAddress("kafka", "k1"), Optional.of(temp.resolve("missing.yaml")), temp))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("missing.yaml could not be read");
    }
}
