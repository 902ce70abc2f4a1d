package io.millrace.jobs.local;

import io.millrace.codec.WindowJson;
import io.millrace.jobs.watch.ChannelCursor;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.track.Distributions;
import io.millrace.track.HistogramTracker;
import io.millrace.window.WindowAggregator;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the published distributions of a run to a tracker. The parts of windows of {@value WindowAggregator#SHORT} s that one or more checkpoints
 * have published are added, until they contain responses of newer weights than the last histograms did. Not thread-safe.
 */
final class DistributionTracking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DistributionTracking.class);
    private static final int MOST_AT_ONCE = 2000;

    private final ChannelCursor windows;
    private final HistogramTracker tracker;
    private final Map<String, WindowStatistics> sources = new TreeMap<>();
    private final long sentBefore;
    private Optional<WindowPart> pending = Optional.empty();
    private long part = -1;
    private long step;

    /**
     * @param metrics channel with windows
     */
    DistributionTracking(Channel metrics, HistogramTracker tracker) {
        windows = new ChannelCursor(metrics);
        this.tracker = tracker;
        sentBefore = tracker.lastHistograms();
    }

    /**
     * Reads newly published parts, not more than some thousands, and sends what is complete.
     *
     * @return whether there may be more
     * @throws io.millrace.channel.ChannelException if the channel cannot be read
     * @throws IOException if the tracker fails; what was not sent is sent with the next histograms
     */
    boolean send() throws IOException {
        addPending(); // The tracker has failed at the last call.
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Optional<ChannelRecord> record = windows.next();
            if (record.isEmpty()) {
                return false;
            }
            pending = read(record.get());
            addPending();
        }
        return true;
    }

    private static Optional<WindowPart> read(ChannelRecord record) {
        try {
            return Optional.of(WindowJson.read(record.line()))
                    .filter(one -> one.key().seconds() == WindowAggregator.SHORT);
        } catch (IOException e) {
            LOG.warn("window {} is not tracked: {}", record.number(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The parts of a checkpoint have one number, and are published together. */
    private void addPending() throws IOException {
        if (pending.isEmpty()) {
            return;
        }
        WindowPart one = pending.get();
        if (one.part() != part) {
            flush();
            part = one.part();
        }
        sources.computeIfAbsent(one.key().series().source(), source -> new WindowStatistics(0))
                .add(one.statistics());
        step = Math.max(step, one.policy().to());
        pending = Optional.empty();
    }

    private void flush() throws IOException {
        if (step > tracker.lastHistograms()) {
            tracker.write(step, Distributions.of(sources));
            sources.clear();
        } else if (sentBefore > 0 && step <= sentBefore) {
            sources.clear(); // An earlier session has sent them; this one reads from the oldest record.
        }
    }

    /** Sends everything that has been published. */
    @Override
    public void close() throws IOException {
        try {
            while (send()) {
                // until everything has been read
            }
            flush();
        } finally {
            windows.close();
        }
    }
}
