package io.millrace.operators.channel;

import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A sink's writer and committer, connected as in Flink, checkpoint by checkpoint. */
public final class SinkKit {
    private final OneInputStreamOperatorTestHarness<String, CommittableMessage<Object>> writer;
    private final OneInputStreamOperatorTestHarness<CommittableMessage<Object>, CommittableMessage<Object>> committer;
    private long checkpoint;

    /** The state of both in a checkpoint. */
    public record Checkpoint(long id, OperatorSubtaskState writer, OperatorSubtaskState committer) {}

    @SuppressWarnings("unchecked") // Writer and committer belong to the same sink.
    private SinkKit(Sink<String> sink) throws Exception {
        writer = new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(sink));
        committer = new OneInputStreamOperatorTestHarness<>(
                new CommitterOperatorFactory<>((SupportsCommitter<Object>) sink, false, true));
    }

    /** Opens a sink, restored from a checkpoint if there is one: the committer first, as in a chain. */
    public static SinkKit open(Sink<String> sink, Optional<Checkpoint> restored) throws Exception {
        SinkKit kit = new SinkKit(sink);
        try {
            if (restored.isPresent()) {
                Checkpoint from = restored.orElseThrow();
                kit.checkpoint = from.id();
                kit.committer.setRestoredCheckpointId(from.id());
                kit.committer.initializeState(from.committer());
                kit.writer.setRestoredCheckpointId(from.id());
                kit.writer.initializeState(from.writer());
            }
            kit.committer.open();
            kit.writer.open();
            return kit;
        } catch (Exception e) {
            kit.closeAfter(e);
            throw e;
        }
    }

    /** A harness whose operator could not be made cannot be closed. */
    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (Exception | AssertionError e) {
            failure.addSuppressed(e);
        }
    }

    public void write(String... lines) throws Exception {
        for (String line : lines) {
            writer.processElement(new StreamRecord<>(line));
        }
    }

    /** Takes a checkpoint that is not yet complete. */
    public Checkpoint checkpoint() throws Exception {
        checkpoint++;
        writer.prepareSnapshotPreBarrier(checkpoint);
        for (CommittableMessage<Object> message : writer.extractOutputValues()) {
            committer.processElement(new StreamRecord<>(message));
        }
        writer.getOutput().clear();
        return new Checkpoint(
                checkpoint, writer.snapshot(checkpoint, checkpoint), committer.snapshot(checkpoint, checkpoint));
    }

    public void complete(Checkpoint done) throws Exception {
        committer.notifyOfCompletedCheckpoint(done.id());
    }

    public void close() throws Exception {
        try {
            writer.close();
        } finally {
            committer.close();
        }
    }
}
