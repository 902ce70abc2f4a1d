package io.millrace.operators.testkit;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Collects the output of a source reader. Millrace's sources have no event time. */
public final class Collected<T> implements ReaderOutput<T> {
    public final List<T> all = new ArrayList<>();

    @Override
    public void collect(T record) {
        all.add(record);
    }

    @Override
    public void collect(T record, long timestamp) {
        all.add(record);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        // No event time.
    }

    @Override
    public void markIdle() {
        // No event time.
    }

    @Override
    public void markActive() {
        // No event time.
    }

    @Override
    public SourceOutput<T> createOutputForSplit(String split) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {
        // There is nothing to close.
    }
}
