package io.millrace.state;

import io.millrace.memory.ReplayBuffer;
import io.millrace.model.TrainingRow;
import io.millrace.state.codec.Types;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The replay buffer of the current key, a shard: each row is a map entry by position, so that push and pop cost the
 * same at any buffer size.
 */
public final class FlinkReplayBuffer implements ReplayBuffer<TrainingRow> {
    private final MapState<Long, TrainingRow> rows;
    private final ValueState<Long> head;
    private final ValueState<Long> tail;

    public FlinkReplayBuffer(RuntimeContext context) {
        rows = context.getMapState(new MapStateDescriptor<>(
                StateNames.REPLAY_ROWS, org.apache.flink.api.common.typeinfo.Types.LONG, Types.TRAINING_ROW));
        head = context.getState(Descriptors.number(StateNames.REPLAY_HEAD));
        tail = context.getState(Descriptors.number(StateNames.REPLAY_TAIL));
    }

    @Override
    public void push(List<TrainingRow> items) throws IOException {
        long position = value(tail);
        try {
            for (TrainingRow row : items) {
                rows.put(position++, row);
            }
        } catch (Exception e) {
            throw new IOException("replay buffer: row %d could not be written".formatted(position), e);
        }
        tail.update(position);
    }

    @Override
    public long size() throws IOException {
        return value(tail) - value(head);
    }

    @Override
    public List<TrainingRow> pop(int most) throws IOException {
        long first = value(head);
        long end = Math.min(value(tail), first + most);
        List<TrainingRow> popped = new ArrayList<>();
        try {
            for (long position = first; position < end; position++) {
                popped.add(present(rows.get(position), position));
                rows.remove(position);
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("replay buffer: rows from %d on could not be read".formatted(first), e);
        }
        head.update(end);
        return popped;
    }

    private static TrainingRow present(@Nullable TrainingRow row, long position) throws IOException {
        if (row == null) {
            throw new IOException("replay buffer: row %d is missing".formatted(position));
        }
        return row;
    }

    private static long value(ValueState<Long> state) throws IOException {
        Long value = state.value();
        return value == null ? 0 : value;
    }
}
