package io.millrace.jobs.watch;

import io.millrace.alarm.AlarmSinkContext;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.DiskSpace;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.RunChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that judges a run while it trains. Sinks may be slow, so they do not use the thread that shows the run. */
public final class AlarmThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmThread.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(30);

    private final Thread thread;
    private volatile boolean closed;

    private AlarmThread(Runnable poll, Runnable end) {
        thread = new Thread(() -> run(poll, end), "alarms");
        thread.setDaemon(true);
    }

    /**
     * A thread that judges a run, unless its alarms are disabled; not started yet.
     *
     * @param awaitsPrompts whether its stream waits for prompts
     * @param console prints a line for the user
     * @throws RefusedException if a sink cannot be used
     */
    public static AlarmThread of(
            MillraceConfig config, RunFolder folder, BooleanSupplier awaitsPrompts, Consumer<String> console) {
        if (!config.alarms().enabled() || !config.monitor().enabled()) {
            return none();
        }
        JobChannels channels = JobChannels.in(folder.root(), config.channels());
        AlarmWatch watch;
        try {
            watch = new AlarmWatch(
                    config.alarms(),
                    new AlarmWatch.Endpoints(
                            channels.of(RunChannel.METRICS), channels.steps(), channels.of(RunChannel.ALARMS)),
                    folder.alarmPosition(),
                    new LiveHealth(awaitsPrompts, () -> DiskSpace.usable(folder.root()), System::nanoTime),
                    Clock.systemUTC(),
                    new AlarmSinkContext(config.run().name(), console));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("alarms.sinks: " + e.getMessage(), e);
        }
        return new AlarmThread(watch::poll, watch::close);
    }

    /** A thread that judges nothing. */
    public static AlarmThread none() {
        return new AlarmThread(() -> {}, () -> {});
    }

    /** Starts to judge. */
    public void start() {
        thread.start();
    }

    private void run(Runnable poll, Runnable end) {
        try {
            while (!closed) {
                poll.run();
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            // Closed while it slept.
        } catch (RuntimeException e) {
            LOG.warn("alarms: the run is not judged any more", e);
        } finally {
            end.run();
        }
    }

    /** Stops judging. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
