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

/** The visits of the current key, a shard, that wait for their minibatch, and the number of the next one. */
public final class PendingPassages {
    private final ListState<Passage> passages;
    private final ValueState<Integer> count;
    private final ValueState<Long> deadline;
    private final ValueState<Long> sequence;

    public PendingPassages(RuntimeContext context) {
        passages = context.getListState(new ListStateDescriptor<>(StateNames.PENDING, Types.PASSAGE));
        count = context.getState(
                new ValueStateDescriptor<>(StateNames.PENDING_COUNT, org.apache.flink.api.common.typeinfo.Types.INT));
        deadline = context.getState(new ValueStateDescriptor<>(
                StateNames.PENDING_DEADLINE, org.apache.flink.api.common.typeinfo.Types.LONG));
        sequence = context.getState(
                new ValueStateDescriptor<>(StateNames.SEQUENCE, org.apache.flink.api.common.typeinfo.Types.LONG));
    }

    /** Adds a visit and returns how many wait now. */
    public int add(Passage passage) throws Exception {
        passages.add(passage);
        int now = count() + 1;
        count.update(now);
        return now;
    }

    /** How many wait. */
    public int count() throws IOException {
        Integer value = count.value();
        return value == null ? 0 : value;
    }

    /** Takes all that wait, and their deadline. */
    public List<Passage> takeAll() throws Exception {
        List<Passage> all = new ArrayList<>();
        passages.get().forEach(all::add);
        passages.clear();
        count.clear();
        deadline.clear();
        return all;
    }

    /** Processing time at which they go even if they are few, in epoch milliseconds; none without a limit. */
    public OptionalLong deadline() throws IOException {
        Long value = deadline.value();
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Sets the time at which they go even if they are few. */
    public void deadline(long epochMillis) throws IOException {
        deadline.update(epochMillis);
    }

    /** The number of the next minibatch, from 0; each call gives the following one. */
    public long nextSequence() throws IOException {
        Long value = sequence.value();
        long next = value == null ? 0 : value;
        sequence.update(next + 1);
        return next;
    }
}
