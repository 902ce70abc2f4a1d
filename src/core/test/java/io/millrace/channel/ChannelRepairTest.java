package io.millrace.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRepairTest {
    private static final ChannelsConfig CONFIG = new ChannelsConfig(40, Duration.ZERO, 0);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @TempDir
    Path temp;

    private Path channel;

    /** Six batches of two records of 10 bytes: segments begin with records 0, 4 and 8. */
    @BeforeEach
    void publish() throws Exception {
        channel = temp.resolve("ledger");
        for (int batch = 0; batch < 6; batch++) {
            int first = 2 * batch;
            List<String> lines = IntStream.range(first, first + 2)
                    .mapToObj("{\"n\":%3d}"::formatted)
                    .toList();
            ChannelPublisher.append(channel, lines, CONFIG, CLOCK);
        }
        assertThat(new ChannelFolder(channel).segments()).containsExactly(0L, 4L, 8L);
    }

    private Path segment(long first) {
        return new ChannelFolder(channel).segment(first);
    }

    private List<String> lines() throws Exception {
        try (var lines = ChannelReader.lines(channel)) {
            return lines.toList();
        }
    }

    @Test
    void aSoundChannelIsLeftAlone() throws Exception {
        byte[] before = Files.readAllBytes(channel.resolve("head.json"));

        ChannelRepair.Outcome outcome = ChannelRepair.repair(channel);

        assertThat(outcome.repaired()).isFalse();
        assertThat(outcome.after().records()).isEqualTo(12);
        assertThat(Files.readAllBytes(channel.resolve("head.json"))).isEqualTo(before);
    }

    @Test
    void recordsBeyondTheHeadStayUnpublished() throws Exception {
        Files.writeString(segment(8), Files.readString(segment(8)) + "{\"n\": 12}\n{\"n\"");

        assertThat(ChannelRepair.repair(channel).repaired()).isFalse();
        assertThat(lines()).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"records\":1", "null", "{\"records\":-1,\"segment\":0,\"bytes\":0}", "\u0000\u0000"
            })
    void aTornHeadIsRebuiltFromTheSegments(String torn) throws Exception {
        List<String> before = lines();
        Files.writeString(channel.resolve("head.json"), torn);
        assertThatThrownBy(() -> ChannelReader.published(channel))
                .isInstanceOf(ChannelException.class)
                .hasMessageStartingWith("channel %s: head.json does not contain a valid position (".formatted(channel))
                .hasMessageEndingWith("): rebuild it with: millrace channel repair %s".formatted(channel))
                .message()
                .doesNotContain("Source");

        ChannelRepair.Outcome outcome = ChannelRepair.repair(channel);

        assertThat(outcome.repaired()).isTrue();
        assertThat(outcome.lost()).isZero();
        assertThat(outcome.after()).isEqualTo(new Position(12, 8, 40));
        assertThat(lines()).isEqualTo(before);
    }

    @Test
    void aTruncatedNewestSegmentEndsAtItsLastCompleteRecord() throws Exception {
        Files.write(segment(8), List.of("{\"n\":  8}", "{\"n\":"));

        ChannelRepair.Outcome outcome = ChannelRepair.repair(channel);

        assertThat(outcome.lost()).isEqualTo(2);
        assertThat(outcome.after().records()).isEqualTo(10);
    }

    @Test
    void zeroBytesLeftByAPowerFailureAreNotARecord() throws Exception {
        Files.writeString(segment(8), "{\"n\":  8}\n" + "\u0000".repeat(9) + "\n");

        assertThat(ChannelRepair.repair(channel).after()).isEqualTo(new Position(9, 8, 10));
    }

    @Test
    void recordsMissingInTheMiddleCannotBeRebuilt() throws Exception {
        Files.writeString(segment(4), "{\"n\":  4}\n{\"n\"");
        byte[] before = Files.readAllBytes(channel.resolve("head.json"));

        assertThatThrownBy(() -> ChannelRepair.repair(channel))
                .isInstanceOf(ChannelException.class)
                .hasMessage("channel %s: segment 4 must hold the records up to 7, holds complete ones up to 4: "
                                .formatted(channel)
                        + "records in the middle cannot be rebuilt: restore the segment from a copy");
        assertThat(Files.readAllBytes(channel.resolve("head.json"))).isEqualTo(before);
    }

    @Test
    void aMissingHeadIsRebuiltWhereThereAreSegments() throws Exception {
        List<String> before = lines();
        Files.delete(channel.resolve("head.json"));
        assertThatThrownBy(() -> ChannelReader.check(channel))
                .isInstanceOf(ChannelException.class)
                .hasMessage(
                        "channel %s: must have head.json beside its segments, has none: rebuild it with: millrace channel repair %s"
                                .formatted(channel, channel));

        assertThat(ChannelRepair.repair(channel).after().records()).isEqualTo(12);
        assertThat(lines()).isEqualTo(before);
        ChannelReader.check(channel);
    }

    @Test
    void aFolderThatIsNotAChannelIsRefused() throws Exception {
        assertThatThrownBy(() -> ChannelRepair.repair(temp))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("must have head.json or segments, has neither");
    }

    @Test
    void aTruncatedSegmentIsFoundBeforeAnythingIsRead() throws Exception {
        Files.writeString(segment(8), "{\"n\":  8}\n");

        assertThatThrownBy(() -> ChannelReader.check(channel))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("segment 8 must hold 40 published bytes, holds 10: it was truncated");
    }

    @Test
    void aChannelWithoutSegmentsCannotBeRebuilt() throws Exception {
        for (long first : List.of(0L, 4L, 8L)) {
            Files.delete(segment(first));
        }

        assertThatThrownBy(() -> ChannelRepair.repair(channel))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("must have segments to be repaired, has none");
    }

    @Test
    void aTruncatedSegmentIsNamedWhenItIsRead() throws Exception {
        Files.writeString(segment(8), "{\"n\":  8}\n{\"n\"");

        assertThatThrownBy(this::lines)
                .isInstanceOf(ChannelException.class)
                .hasMessage("channel %s: segment 8 must hold 40 published bytes, holds 14: it was truncated: "
                                .formatted(channel)
                        + "restore it from a copy, or end the channel there with: millrace channel repair %s"
                                .formatted(channel));
    }
}
