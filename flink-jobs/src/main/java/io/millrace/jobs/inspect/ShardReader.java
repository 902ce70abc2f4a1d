package io.millrace.jobs.inspect;

import io.millrace.state.Descriptors;
import io.millrace.state.StateNames;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** Reads a line for every shard from keyed state. */
final class ShardReader extends KeyedStateReaderFunction<Integer, ShardLine> {
    private static final long serialVersionUID = 1;

    private transient ValueState<Long> sequence;
    private transient ValueState<Integer> pending;
    private transient ValueState<Long> head;
    private transient ValueState<Long> tail;

    @Override
    public void open(OpenContext context) {
        sequence = getRuntimeContext().getState(Descriptors.number(StateNames.SEQUENCE));
        pending = getRuntimeContext().getState(new ValueStateDescriptor<>(StateNames.PENDING_COUNT, Types.INT));
        head = getRuntimeContext().getState(Descriptors.number(StateNames.REPLAY_HEAD));
        tail = getRuntimeContext().getState(Descriptors.number(StateNames.REPLAY_TAIL));
    }

    @Override
    public void readKey(Integer key, Context context, Collector<ShardLine> out) throws Exception {
        Integer waiting = pending.value();
        out.collect(new ShardLine(key, value(sequence), waiting == null ? 0 : waiting, value(tail) - value(head)));
    }

    private static long value(ValueState<Long> state) throws IOException {
        Long value = state.value();
        return value == null ? 0 : value;
    }
}
