package io.millrace.jobs.folder;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.DeadLetterJson;
import io.millrace.dataset.RejectedRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Publishes unusable records of data sets, so that users can inspect and fix them. */
public final class DeadLetters {
    private DeadLetters() {}

    /** Publishes all of them to a new run's channel, one JSON object each; a run without any has no such channel. */
    public static void publish(RunFolder run, List<RejectedRecord> rejected, ChannelsConfig config) throws IOException {
        Clock clock = Clock.systemUTC();
        List<String> lines = new ArrayList<>();
        for (RejectedRecord record : rejected) {
            lines.add(DeadLetterJson.write(record, run.name(), clock.millis()));
        }
        if (!lines.isEmpty()) {
            ChannelPublisher.append(run.deadLetters(), lines, config, clock);
        }
    }
}
