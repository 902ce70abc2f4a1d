package io.millrace.operators.channel;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates values in memory, and writes the resulting records just before each checkpoint: Flink flushes a writer before it
 * requests committables and state. All calls, including timers, are made on one thread.
 */
final class AggregatingWriter<T> implements CommittingSinkWriter<T, Object>, StatefulSinkWriter<T, AggregatingState> {
    /** Interval between ticks, in milliseconds. */
    private static final long TICK = 200;

    private static final Context NO_TIME = new Context() {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
            return null;
        }
    };

    private final SinkWriter<String> delegate;
    private final RecordAggregator<T> aggregator;
    private final String name;
    private final ProcessingTimeService clock;
    private boolean closed;

    AggregatingWriter(
            SinkWriter<String> delegate, RecordAggregator<T> aggregator, String name, ProcessingTimeService clock) {
        this.delegate = delegate;
        this.aggregator = aggregator;
        this.name = name;
        this.clock = clock;
    }

    /** Starts the periodic timer and returns this writer. */
    AggregatingWriter<T> start() {
        clock.registerTimer(clock.getCurrentProcessingTime() + TICK, time -> {
            if (!closed) {
                aggregator.tick(clock.getCurrentProcessingTime());
                start();
            }
        });
        return this;
    }

    @Override
    public void write(T value, Context context) {
        aggregator.add(value, clock.getCurrentProcessingTime());
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        for (String line : aggregator.flush(clock.getCurrentProcessingTime())) {
            delegate.write(line, NO_TIME);
        }
        delegate.flush(endOfInput);
    }

    @Override
    @SuppressWarnings("unchecked") // The delegate's committables are opaque here.
    public Collection<Object> prepareCommit() throws IOException, InterruptedException {
        return ((CommittingSinkWriter<String, Object>) delegate).prepareCommit();
    }

    @Override
    public List<AggregatingState> snapshotState(long checkpoint) throws IOException {
        List<?> states = ((StatefulSinkWriter<?, ?>) delegate).snapshotState(checkpoint);
        return List.of(
                new AggregatingState(List.copyOf(states), name, new AggregatingState.Bytes(aggregator.snapshot())));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            aggregator.close();
        } finally {
            closeDelegate();
        }
    }

    private void closeDelegate() throws IOException {
        try {
            delegate.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
