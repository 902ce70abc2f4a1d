package io.millrace.operators.learn;

import io.millrace.codec.MinibatchJson;
import io.millrace.model.Minibatch;
import io.millrace.operators.channel.ChannelRecord;
import java.io.IOException;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Parses the records of the minibatch channel, for a learner that runs as a separate job.
 *
 * <p>An unreadable record fails the job: without it the content of its step would change, and its visits would never
 * end. The failure loses nothing; the job continues from there once the record is repaired.
 */
public final class ReadMinibatches implements MapFunction<ChannelRecord, Minibatch> {
    private static final long serialVersionUID = 1;

    @Override
    public Minibatch map(ChannelRecord record) {
        try {
            return MinibatchJson.read(record.line());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "minibatches: record %d is not a valid minibatch (%s): restore the channel from a copy, or restore rollout and learner from checkpoints before it"
                            .formatted(record.number(), e.getMessage()),
                    e);
        }
    }
}
