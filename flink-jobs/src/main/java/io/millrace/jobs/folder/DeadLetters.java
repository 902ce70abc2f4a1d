package io.millrace.jobs.folder;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.dataset.RejectedRecord;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Publishes unusable records of data sets, so that users can inspect and fix them. */
public final class DeadLetters {
    private static final JsonMapper JSON = JsonMappers.plain();

    private DeadLetters() {}

    /** Publishes all of them to a new run's channel, one JSON object each; a run without any has no such channel. */
    public static void publish(Path channel, List<RejectedRecord> rejected, ChannelsConfig config) throws IOException {
        List<String> lines = new ArrayList<>();
        for (RejectedRecord record : rejected) {
            lines.add(JSON.writeValueAsString(record));
        }
        if (!lines.isEmpty()) {
            ChannelPublisher.append(channel, lines, config, Clock.systemUTC());
        }
    }
}
