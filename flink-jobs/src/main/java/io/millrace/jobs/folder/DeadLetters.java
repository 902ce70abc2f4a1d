package io.millrace.jobs.folder;

import io.millrace.codec.DeadLetterJson;
import io.millrace.dataset.RejectedRecord;
import io.millrace.operators.channel.Channel;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Publishes unusable records of data sets, so that users can inspect and fix them. */
public final class DeadLetters {
    private DeadLetters() {}

    /** Publishes all of them to the channel of a new run, one JSON object each. */
    public static void publish(RunFolder run, Channel channel, List<RejectedRecord> rejected) throws IOException {
        Clock clock = Clock.systemUTC();
        List<String> lines = new ArrayList<>();
        for (RejectedRecord record : rejected) {
            lines.add(DeadLetterJson.write(record, run.name(), clock.millis()));
        }
        if (!lines.isEmpty()) {
            channel.append(lines);
        }
    }
}
