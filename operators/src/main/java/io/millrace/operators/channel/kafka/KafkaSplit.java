package io.millrace.operators.channel.kafka;

import io.millrace.check.Require;
import io.millrace.ordered.OrderedMap;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The unread part of a topic. There is only one split, because a channel is totally ordered.
 *
 * @param next number of the next record
 * @param offsets of the first unread record by partition; other partitions are unread
 */
record KafkaSplit(long next, Map<Integer, Long> offsets) implements SourceSplit {
    /** The whole topic. */
    static final KafkaSplit START = new KafkaSplit(0, Map.of());

    KafkaSplit {
        offsets = OrderedMap.sortedCopyOf(offsets);
        Require.that(next >= 0, "channel split: next record must be >= 0, was %d", next);
    }

    @Override
    public String splitId() {
        return "channel";
    }
}
