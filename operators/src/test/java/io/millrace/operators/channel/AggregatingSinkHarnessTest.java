package io.millrace.operators.channel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aggregates written to a folder. */
class AggregatingSinkHarnessTest extends AggregatingSinkContract {
    @TempDir
    Path temp;

    @Override
    protected Channel channel() {
        return new DirectoryChannel(temp.resolve("channel"), ChannelsConfig.KEEP_ALL);
    }

    @Test
    void aSinkWithoutExactlyOnceStateIsRefused() {
        Sink<String> plain = context -> {
            throw new AssertionError("is never opened");
        };

        assertThatThrownBy(() -> new AggregatingSink<>(plain, new Tally.Factory("tally")))
                .hasMessageContaining("must support a committer and a writer with state");
    }
}
