package io.millrace.state;

import io.millrace.model.Passage;
import io.millrace.state.codec.Types;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** The visits of the current key, a shard, that wait for their round, and the numbers of the next round and minibatch. */
public final class PendingPassages {
    private final ListState<Passage> passages;
    private final ValueState<Integer> count;
    private final ValueState<Long> deadline;
    private final ValueState<Long> sequence;
    private final ValueState<Long> round;

    public PendingPassages(RuntimeContext context) {
        passages = context.getListState(new ListStateDescriptor<>(StateNames.PENDING, Types.PASSAGE));
        count = context.getState(
                new ValueStateDescriptor<>(StateNames.PENDING_COUNT, org.apache.flink.api.common.typeinfo.Types.INT));
        deadline = number(context, StateNames.PENDING_DEADLINE);
        sequence = number(context, StateNames.SEQUENCE);
        round = number(context, StateNames.ROUND);
    }

    private static ValueState<Long> number(RuntimeContext context, String name) {
        return context.getState(new ValueStateDescriptor<>(name, org.apache.flink.api.common.typeinfo.Types.LONG));
    }

    /** Adds a visit and returns the number of waiting visits. */
    public int add(Passage passage) throws Exception {
        passages.add(passage);
        int now = count() + 1;
        count.update(now);
        return now;
    }

    /** The number of waiting visits. */
    public int count() throws IOException {
        Integer value = count.value();
        return value == null ? 0 : value;
    }

    /** Removes and returns the visits that have waited longest, in order of arrival; clears the deadline. */
    public List<Passage> take(int most) throws Exception {
        List<Passage> taken = new ArrayList<>();
        List<Passage> left = new ArrayList<>();
        for (Passage passage : passages.get()) {
            (taken.size() < most ? taken : left).add(passage);
        }
        deadline.clear();
        if (left.isEmpty()) {
            passages.clear();
            count.clear();
        } else {
            passages.update(left);
            count.update(left.size());
        }
        return taken;
    }

    /**
     * Processing time at which waiting visits are composed even if they are few, in epoch milliseconds; empty without a
     * limit.
     */
    public OptionalLong deadline() throws IOException {
        Long value = deadline.value();
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Sets the time at which waiting visits are composed even if they are few. */
    public void deadline(long epochMillis) throws IOException {
        deadline.update(epochMillis);
    }

    /** The number of the next minibatch, from 0. */
    public long sequence() throws IOException {
        Long value = sequence.value();
        return value == null ? 0 : value;
    }

    /** The number of the round that is being collected, from 0. */
    public long round() throws IOException {
        Long value = round.value();
        return value == null ? 0 : value;
    }

    /** Ends the round, for which the given number of minibatches was composed. */
    public void closeRound(int minibatches) throws IOException {
        long next = round() + 1;
        sequence.update(sequence() + minibatches);
        round.update(next);
    }
}
