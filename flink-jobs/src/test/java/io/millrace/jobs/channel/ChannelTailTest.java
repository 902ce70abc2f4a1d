package io.millrace.jobs.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.channel.ChannelTail.From;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a channel in a folder from any position. */
class ChannelTailTest {
    @TempDir
    Path temp;

    private Channel folder;
    private final List<String> read = new ArrayList<>();

    @BeforeEach
    void publish() throws IOException {
        folder = new DirectoryChannel(temp.resolve("channel"), ChannelsConfig.KEEP_ALL);
        publish(0, 30);
    }

    private void publish(int from, int to) throws IOException {
        List<String> lines = IntStream.range(from, to).mapToObj(String::valueOf).toList();
        ChannelPublisher.append(temp.resolve("channel"), lines, ChannelsConfig.KEEP_ALL, Clock.systemUTC());
    }

    private List<String> tail(Channel channel, From from, long most) throws InterruptedException {
        read.clear();
        new ChannelTail(channel, from, most, false).read(record -> read.add(record.line()), () -> false);
        return read;
    }

    @Test
    void theLastRecordsAreRead() throws Exception {
        assertThat(tail(folder, From.LAST, 3)).containsExactly("27", "28", "29");
        assertThat(tail(folder, From.LAST, 0)).isEmpty();
        assertThat(tail(folder, From.LAST, 100)).hasSize(30);
    }

    @Test
    void readingStartsAtAnyPosition() throws Exception {
        assertThat(tail(folder, From.BEGINNING, Long.MAX_VALUE)).hasSize(30);
        assertThat(tail(folder, From.BEGINNING, 2)).containsExactly("0", "1");
        assertThat(tail(folder, From.record(7), 2)).containsExactly("7", "8");
        assertThat(tail(folder, From.END, 2)).isEmpty();
    }

    @Test
    void theOldestRecordHeldIsTheBeginning() throws Exception {
        Path place = temp.resolve("short");
        ChannelsConfig small = new ChannelsConfig(1, Duration.ZERO, 1);
        for (int i = 0; i < 10; i++) {
            ChannelPublisher.append(place, List.of(String.valueOf(i)), small, Clock.systemUTC());
        }
        Channel held = new DirectoryChannel(place, small);

        List<String> all = List.copyOf(tail(held, From.BEGINNING, Long.MAX_VALUE));

        assertThat(all).doesNotContain("0").contains("9");
        assertThat(tail(held, From.LAST, 100)).isEqualTo(all);
        assertThatThrownBy(() -> tail(held, From.record(0), 1))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("record 0 must be held");
    }

    @Test
    void recordsPublishedLaterAreRead() throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        List<String> followed = new ArrayList<>();
        new ChannelTail(folder, From.LAST, 1, true)
                .read(
                        record -> {
                            followed.add(record.line());
                            if (followed.size() == 1) {
                                publishMore();
                            }
                            stopped.set(followed.size() == 3);
                            return true;
                        },
                        stopped::get);

        assertThat(followed).hasSize(3).endsWith("30", "31");
    }

    private void publishMore() {
        try {
            publish(30, 32);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readingEndsWhenTheReceiverWantsNoMore() throws Exception {
        new ChannelTail(folder, From.BEGINNING, Long.MAX_VALUE, true)
                .read(
                        record -> {
                            read.add(record.line());
                            return read.size() < 4;
                        },
                        () -> false);

        assertThat(read).containsExactly("0", "1", "2", "3");
    }
}
