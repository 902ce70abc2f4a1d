package io.millrace.operators.channel.kafka;

import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.fault.FaultTrigger;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.jspecify.annotations.Nullable;

/** Numbers the records of a topic; the transactions are those of Flink's writer. */
final class NumberedWriter
        implements CommittingSinkWriter<String, Numbered>, StatefulSinkWriter<String, NumberedState> {
    private final SinkWriter<ChannelRecord> delegate;
    private final FaultTrigger beforeWrite;
    private final KafkaErrors errors;
    private long next;
    private long start;

    NumberedWriter(SinkWriter<ChannelRecord> delegate, long next, FaultTrigger beforeWrite, KafkaErrors errors) {
        this.delegate = delegate;
        this.next = next;
        this.start = next;
        this.beforeWrite = beforeWrite;
        this.errors = errors;
    }

    @Override
    public void write(String line, Context context) throws InterruptedException {
        beforeWrite.pass();
        try {
            delegate.write(new ChannelRecord(next, line), new PublicationTime(context));
        } catch (IOException | RuntimeException e) {
            throw errors.of("record %d could not be written".formatted(next), e);
        }
        next++;
    }

    /** Omits the event time: Flink's sink would use it as the timestamp from which the topic's retention is measured. */
    private record PublicationTime(Context context) implements Context {
        @Override
        public long currentWatermark() {
            return context.currentWatermark();
        }

        @Override
        public @Nullable Long timestamp() {
            return null;
        }
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        try {
            delegate.flush(endOfInput);
        } catch (IOException | RuntimeException e) {
            throw errors.of("records %d..%d could not be written".formatted(start, next - 1), e);
        }
    }

    @Override
    public Collection<Numbered> prepareCommit() throws IOException, InterruptedException {
        Collection<?> transactions = ((CommittingSinkWriter<?, ?>) delegate).prepareCommit();
        long first = start;
        start = next;
        return transactions.stream()
                .map(transaction -> new Numbered(first, next, transaction, false))
                .toList();
    }

    @Override
    public List<NumberedState> snapshotState(long checkpoint) throws IOException {
        List<?> states = ((StatefulSinkWriter<?, ?>) delegate).snapshotState(checkpoint);
        return List.of(new NumberedState(next, List.copyOf(states)));
    }

    @Override
    public void close() throws IOException {
        TransactionalSink.close(delegate);
    }
}
