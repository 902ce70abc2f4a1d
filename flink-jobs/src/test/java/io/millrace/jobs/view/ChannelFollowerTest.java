package io.millrace.jobs.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelsConfig;
import io.millrace.file.Folders;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelFollowerTest {
    @TempDir
    Path temp;

    private final List<String> seen = new ArrayList<>();
    private long nanos;
    private Channel channel;
    private ChannelFollower follower;

    @BeforeEach
    void open() {
        channel = channel(ChannelsConfig.KEEP_ALL);
        RecordView view = new RecordView() {
            @Override
            public void add(long number, String line) throws IOException {
                if (line.contains("bad")) {
                    throw new IOException("must be good");
                }
                seen.add(number + ":" + line);
            }

            @Override
            public void clear() {
                seen.clear();
            }
        };
        follower = new ChannelFollower(channel, view, () -> nanos);
    }

    private Channel channel(ChannelsConfig config) {
        return ChannelKind.open(
                new ChannelAddress(DirectoryChannel.KIND, temp.resolve("c").toString()), config);
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "{\"i\":" + i + "}").toList();
    }

    @Test
    void readsEachRecordOnceAsItIsPublished() {
        assertThat(follower.read()).as("before the channel exists").isZero();
        channel.append(lines(0, 2));
        assertThat(follower.read()).isEqualTo(2);
        assertThat(follower.read()).isZero();
        channel.append(lines(2, 3));
        follower.read();
        assertThat(seen).containsExactly("0:{\"i\":0}", "1:{\"i\":1}", "2:{\"i\":2}");
        assertThat(follower.state()).isEqualTo(new ChannelState(3, 0, 0, ""));
    }

    @Test
    void skipsAndCountsDamagedRecords() {
        channel.append(List.of("{\"i\":0}", "{\"bad\":1}", "{\"i\":2}"));
        follower.read();
        assertThat(seen).containsExactly("0:{\"i\":0}", "2:{\"i\":2}");
        assertThat(follower.state().damaged()).isEqualTo(1);
    }

    @Test
    void readsARolledBackChannelAgain() throws Exception {
        channel.append(lines(0, 5));
        follower.read();
        Folders.delete(temp.resolve("c"));
        channel.append(lines(10, 12));
        nanos += 60_000_000_000L;
        follower.read();
        follower.read();
        assertThat(seen).containsExactly("0:{\"i\":10}", "1:{\"i\":11}");
    }

    @Test
    void skipsRecordsThatRetentionHasDeleted() throws Exception {
        Channel small = channel(new ChannelsConfig(1, java.time.Duration.ZERO, 0));
        small.append(lines(0, 1));
        follower.read();
        small.append(lines(1, 2));
        small.append(lines(2, 3));
        small.append(lines(3, 4));
        follower.close();
        try (Stream<Path> files = Files.list(temp.resolve("c"))) {
            for (Path segment : files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .limit(2)
                    .toList()) {
                Files.delete(segment);
            }
        }
        follower.read();
        assertThat(seen).startsWith("0:{\"i\":0}").endsWith("3:{\"i\":3}").doesNotContain("1:{\"i\":1}");
    }

    @Test
    void reportsAChannelThatCannotBeReadAndRecovers() throws Exception {
        channel.append(lines(0, 1));
        follower.read();
        follower.close();
        byte[] head = Files.readAllBytes(temp.resolve("c/head.json"));
        Files.writeString(temp.resolve("c/head.json"), "{", StandardOpenOption.TRUNCATE_EXISTING);
        follower.read();
        assertThat(follower.state().fault()).contains("head.json");
        Files.write(temp.resolve("c/head.json"), head);
        channel.append(lines(1, 2));
        nanos += 60_000_000_000L;
        follower.read();
        assertThat(follower.state().fault()).isEmpty();
        assertThat(seen).containsExactly("0:{\"i\":0}", "1:{\"i\":1}");
    }
}
