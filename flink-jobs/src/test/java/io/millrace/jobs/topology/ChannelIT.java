package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Jobs between channels in folders, with segments of a few dozen records. */
class ChannelIT extends ChannelJobContract {
    private static final ChannelsConfig SMALL = new ChannelsConfig(500, Duration.ZERO, 0);

    @Override
    Channel channel(String name) {
        return new DirectoryChannel(temp.resolve(name), SMALL);
    }

    @Override
    void assertClean(Channel channel) throws IOException {
        try (Stream<Path> orphans = Files.list(folder(channel).resolve(".staged"))) {
            assertThat(orphans).isEmpty();
        }
    }

    private static Path folder(Channel channel) {
        return Path.of(channel.address().place());
    }
}
