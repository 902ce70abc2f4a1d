package io.millrace.jobs.local;

import io.millrace.channel.ChannelException;
import io.millrace.codec.StepJson;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordReader;
import io.millrace.plugin.Extensions;
import io.millrace.track.HistogramTracker;
import io.millrace.track.Tracker;
import io.millrace.track.TrackerContext;
import io.millrace.track.TrackerType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the published steps and distributions of a run to trackers. A tracker that fails is reported once and gets the same steps again
 * after a while; the run continues. Not thread-safe.
 */
public final class Tracking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);
    private static final long RETRY_NANOS = 30_000_000_000L;

    private final Channel steps;
    private final Consumer<String> report;
    private final LongSupplier nanoTime;
    private final Map<String, Tracker> trackers = new LinkedHashMap<>();
    private final Map<String, DistributionTracking> distributions = new LinkedHashMap<>();
    private @Nullable RecordReader reader;
    private long failedNanos;
    private boolean failed;
    private boolean reported;

    private Tracking(Channel steps, Consumer<String> report, LongSupplier nanoTime) {
        this.steps = steps;
        this.report = report;
        this.nanoTime = nanoTime;
    }

    /**
     * The channels that are tracked.
     *
     * @param steps figures of steps
     * @param metrics distributions
     */
    public record Sources(Channel steps, Channel metrics) {
        /** Those of a run. */
        public static Sources of(JobChannels channels) {
            return new Sources(channels.steps(), channels.of(RunChannel.METRICS));
        }
    }

    /**
     * Opens trackers.
     *
     * @param report receives messages for the user
     * @param nanoTime a monotonic clock, in nanoseconds
     * @throws RefusedException if one cannot be opened
     */
    public static Tracking open(
            Iterable<TrackerType> types,
            TrackerContext context,
            Sources channels,
            Consumer<String> report,
            LongSupplier nanoTime) {
        Tracking tracking = new Tracking(channels.steps(), report, nanoTime);
        int number = 0;
        for (TrackerType type : types) {
            String name = "trackers[%d] (%s)".formatted(number++, Extensions.type(type));
            try {
                Tracker tracker = type.open(context);
                tracking.trackers.put(name, tracker);
                if (tracker instanceof HistogramTracker histograms) {
                    tracking.distributions.put(name, new DistributionTracking(channels.metrics(), histograms));
                }
            } catch (IOException | RuntimeException e) {
                tracking.close();
                throw new RefusedException("%s: could not be opened in %s: %s".formatted(name, context.folder(), e));
            }
        }
        return tracking;
    }

    /** Sends newly published steps and distributions. */
    void sendNew() {
        if (trackers.isEmpty() || failed && nanoTime.getAsLong() - failedNanos < RETRY_NANOS) {
            return;
        }
        failed = false;
        sendNewSteps();
        distributions.forEach((name, tracked) -> {
            try {
                tracked.send();
            } catch (IOException | RuntimeException e) {
                fail(name + ": distributions could not be written; it will be retried", e);
            }
        });
    }

    private void sendNewSteps() {
        try {
            RecordReader following = reader == null ? begin() : reader;
            reader = following;
            while (!failed) {
                String place = following.place();
                Optional<ChannelRecord> record = following.next();
                if (record.isEmpty()) {
                    return;
                }
                write(record.get().number() + 1, record.get().line(), place);
            }
        } catch (ChannelException e) {
            fail("the steps could not be read for the trackers", e);
        }
        stopReading();
    }

    /** Starts at the first step that one of them lacks and the channel contains. */
    private RecordReader begin() {
        long sent = trackers.values().stream().mapToLong(Tracker::last).min().orElse(0);
        HeldRecords held = steps.held();
        return steps.reader(Math.max(held.oldest(), Math.min(sent, held.next())));
    }

    private void write(long step, String line, String place) {
        Map<String, Double> figures;
        try {
            figures = StepJson.read(line);
        } catch (IOException e) {
            LOG.warn("{}: does not contain the figures of a step ({}): not tracked", place, e.getMessage());
            return;
        }
        trackers.forEach((name, tracker) -> {
            if (tracker.last() < step) {
                try {
                    tracker.write(step, figures);
                } catch (IOException | RuntimeException e) {
                    fail("%s: step %d could not be written; it will be retried".formatted(name, step), e);
                }
            }
        });
    }

    private void fail(String what, Exception e) {
        failed = true;
        failedNanos = nanoTime.getAsLong();
        LOG.warn("{}", what, e);
        if (!reported) {
            report.accept("%s (%s)".formatted(what, e.getMessage()));
            reported = true;
        }
    }

    private void stopReading() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** Sends what remains and closes the trackers. */
    @Override
    public void close() {
        failed = false;
        sendNewSteps();
        stopReading();
        distributions.forEach((name, tracked) -> {
            try {
                tracked.close();
            } catch (IOException | RuntimeException e) {
                fail(name + ": distributions could not be written", e);
            }
        });
        trackers.forEach((name, tracker) -> {
            try {
                tracker.close();
            } catch (IOException | RuntimeException e) {
                fail(name + ": could not be closed", e);
            }
        });
    }
}
