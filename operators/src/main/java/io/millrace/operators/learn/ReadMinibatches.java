package io.millrace.operators.learn;

import io.millrace.codec.MinibatchJson;
import io.millrace.model.Minibatch;
import io.millrace.operators.channel.ChannelRecord;
import java.io.IOException;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Makes minibatches of the records of their channel, for a learner that runs as a job of its own.
 *
 * <p>A record that cannot be read fails the job: without it the step that it belongs to would be another one, and the visits that
 * end with it would never end. Nothing is lost by the failure; the job goes on from there once the record is mended.
 */
public final class ReadMinibatches implements MapFunction<ChannelRecord, Minibatch> {
    private static final long serialVersionUID = 1;

    @Override
    public Minibatch map(ChannelRecord record) {
        try {
            return MinibatchJson.read(record.line());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "minibatches: record %d must be a minibatch, is not (%s): bring the channel back from a copy, or restore rollout and learner from checkpoints before it"
                            .formatted(record.number(), e.getMessage()),
                    e);
        }
    }
}
