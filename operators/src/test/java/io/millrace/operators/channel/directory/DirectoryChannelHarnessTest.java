package io.millrace.operators.channel.directory;

import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** Channels in folders, with segments of a few records. */
class DirectoryChannelHarnessTest extends ChannelContract {
    private static final ChannelsConfig SMALL = new ChannelsConfig(6, Duration.ZERO, 0);

    @TempDir
    Path temp;

    @Override
    protected Channel channel() {
        return new DirectoryChannel(temp.resolve("channel"), SMALL);
    }
}
