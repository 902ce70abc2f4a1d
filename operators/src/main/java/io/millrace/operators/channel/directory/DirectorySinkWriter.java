package io.millrace.operators.channel.directory;

import io.millrace.channel.Batch;
import io.millrace.channel.ChannelWriter;
import io.millrace.channel.Position;
import io.millrace.operators.fault.FaultTrigger;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/** Stages a batch for each checkpoint; its state is the position after it. */
final class DirectorySinkWriter implements CommittingSinkWriter<String, Batch>, StatefulSinkWriter<String, Position> {
    private final ChannelWriter writer;
    private final FaultTrigger beforeWrite;

    DirectorySinkWriter(ChannelWriter writer, FaultTrigger beforeWrite) {
        this.writer = writer;
        this.beforeWrite = beforeWrite;
    }

    @Override
    public void write(String line, Context context) {
        beforeWrite.pass();
        writer.write(line);
    }

    @Override
    public void flush(boolean endOfInput) {
        // A batch is written out when it is staged.
    }

    @Override
    public Collection<Batch> prepareCommit() {
        return writer.stage().map(List::of).orElse(List.of());
    }

    @Override
    public List<Position> snapshotState(long checkpoint) {
        return List.of(writer.position());
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
