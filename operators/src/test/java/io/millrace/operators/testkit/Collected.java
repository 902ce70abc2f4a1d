package io.millrace.operators.testkit;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Collects the output of a source reader. */
public final class Collected<T> implements ReaderOutput<T> {
    public final List<T> all = new ArrayList<>();

    /** The event times of the records that have one, in milliseconds since the epoch. */
    public final List<Long> times = new ArrayList<>();

    @Override
    public void collect(T record) {
        all.add(record);
    }

    @Override
    public void collect(T record, long timestamp) {
        all.add(record);
        times.add(timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        // No watermarks.
    }

    @Override
    public void markIdle() {
        // No watermarks.
    }

    @Override
    public void markActive() {
        // No watermarks.
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
