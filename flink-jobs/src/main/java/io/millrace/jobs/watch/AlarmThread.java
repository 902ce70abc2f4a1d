package io.millrace.jobs.watch;

import io.millrace.alarm.AlarmSinkContext;
import io.millrace.alarm.AlarmsConfig;
import io.millrace.alarm.StreamHealth;
import io.millrace.config.MillraceConfig;
import io.millrace.file.ExclusiveFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.DiskSpace;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.RunChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that judges a run while it trains. Sinks may be slow, so they do not use the thread that shows the run. A run is judged by
 * one process at a time: the first one locks it.
 */
public final class AlarmThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmThread.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(30);

    private final Thread thread;
    private final Runnable end;
    private volatile boolean closed;

    private AlarmThread(Runnable poll, Runnable end) {
        this.end = end;
        thread = new Thread(() -> run(poll), "alarms");
        thread.setDaemon(true);
    }

    /**
     * A thread that judges the run of this process, unless its alarms are disabled or another process judges it; not started yet.
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
        Optional<ExclusiveFile> lock = lock(folder);
        if (lock.isEmpty()) {
            console.accept("alarms: another process judges the run, so this one does not");
            return none();
        }
        LiveHealth health = new LiveHealth(
                LiveMetrics::current, awaitsPrompts, () -> DiskSpace.usable(folder.root()), System::nanoTime);
        Watched watched =
                new Watched(config.alarms(), JobChannels.in(folder.root(), config.channels()), folder.alarmPosition());
        return of(watched, lock.get(), health, new AlarmSinkContext(config.run().name(), console));
    }

    /**
     * A run to be judged.
     *
     * @param config rules and sinks
     * @param position file with the position in its channels
     */
    record Watched(AlarmsConfig config, JobChannels channels, Path position) {}

    /**
     * A thread that judges a run that this process has locked; not started yet.
     *
     * @param lock released when the thread is closed, and at once if it cannot be made
     * @throws RefusedException if a sink cannot be used
     */
    static AlarmThread of(
            Watched watched, ExclusiveFile lock, Supplier<StreamHealth> health, AlarmSinkContext context) {
        JobChannels channels = watched.channels();
        AlarmWatch watch;
        try {
            watch = new AlarmWatch(
                    watched.config(),
                    new AlarmWatch.Endpoints(
                            channels.of(RunChannel.METRICS), channels.steps(), channels.of(RunChannel.ALARMS)),
                    watched.position(),
                    health,
                    Clock.systemUTC(),
                    context);
        } catch (RuntimeException e) {
            release(lock);
            throw e instanceof IllegalArgumentException
                    ? new RefusedException("alarms.sinks: " + e.getMessage(), e)
                    : e;
        }
        return new AlarmThread(watch::poll, () -> {
            watch.close();
            release(lock);
        });
    }

    static Optional<ExclusiveFile> lock(RunFolder folder) {
        try {
            return ExclusiveFile.take(folder.alarmLock());
        } catch (IOException e) {
            throw new RefusedException(
                    "run %s: %s could not be locked (%s)".formatted(folder.root(), folder.alarmLock(), e), e);
        }
    }

    private static void release(ExclusiveFile lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("alarms: the lock could not be released", e);
        }
    }

    /** A thread that judges nothing. */
    public static AlarmThread none() {
        return new AlarmThread(() -> {}, () -> {});
    }

    /** Starts to judge. */
    public void start() {
        thread.start();
    }

    private void run(Runnable poll) {
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
        if (thread.getState() == Thread.State.NEW) {
            end.run();
            return;
        }
        thread.interrupt();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
