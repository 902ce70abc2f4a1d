package io.millrace.jobs.view;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.config.ConfigException;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.observe.LiveRecords;
import io.millrace.window.WindowPart;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a run in a thread of its own: reads what its channels publish, five times a second, and its state. */
public final class RunFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);
    private static final long LOOK_MILLIS = 200;
    private static final int LOOKS_PER_STATUS = 2;
    private static final int LOOKS_PER_STATE = 10;
    private static final int LOOKS_PER_TAP = 4;

    private final RunView view;
    private final Source source;
    private final RunListener listener;
    private final Map<String, ChannelFollower> channels = new LinkedHashMap<>();
    private final HeldOutView heldOut;
    private final LiveReadings live = new LiveReadings(Rates.ofProcess(), System::nanoTime);
    private final ClusterReadings cluster;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean held;
    private volatile String activity = "";
    private RunStatus.State state = RunStatus.State.STARTING;
    private boolean reading;
    private long looks;

    /** How a run is known. */
    public enum Source {
        /** This process runs it. */
        PROCESS,
        /** By its folder. */
        FOLDER,
        /** By its channels only; the folder has nothing but their addresses. */
        CHANNELS
    }

    /**
     * @param id of the run in addresses of the page
     */
    public RunFollower(String id, RunFolder folder, Source source, RunListener listener) {
        this.view = new RunView(id, folder);
        this.source = requireNonNull(source, "source");
        this.listener = requireNonNull(listener, "listener");
        this.heldOut = new HeldOutView(folder.heldOutResults());
        cluster = new ClusterReadings(id, folder);
        thread = new Thread(this::follow, "dashboard-follow-" + id);
        thread.setDaemon(true);
    }

    /** Reads once what a run has published so far. */
    public static RunView read(RunFolder folder) {
        RunFollower follower = new RunFollower("run", folder, Source.FOLDER, RunListener.NONE);
        follower.look();
        follower.channels.values().forEach(ChannelFollower::close);
        return follower.view();
    }

    /** The view of the run. */
    public RunView view() {
        return view;
    }

    /** Starts to read. */
    public void start() {
        thread.start();
        if (source == Source.FOLDER) {
            cluster.start();
        }
    }

    /** Starts to publish the state of a run of this process that does not own its folder yet, so nothing in it is read. */
    public void startHeld() {
        held = true;
        start();
    }

    /** Starts to read the folder. */
    public void release() {
        held = false;
    }

    /** Says what the process prepares; empty if it is ready. */
    public void activity(String text) {
        activity = requireNonNull(text, "text");
    }

    private void follow() {
        try {
            while (!closed) {
                look();
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            channels.values().forEach(ChannelFollower::close);
        }
    }

    /** Reads everything once. A failure is logged and retried, since the page must not end with it. */
    void look() {
        try {
            if (held) {
                publishStatus();
                return;
            }
            if (channels.isEmpty()) {
                open();
            }
            if (looks == 0) {
                publishUnread();
            }
            channels.forEach(this::read);
            if (source == Source.PROCESS && looks % LOOKS_PER_TAP == 0) {
                readUnpublished();
            }
            if (looks % LOOKS_PER_STATE == 0) {
                state = state();
            }
            if (looks++ % LOOKS_PER_STATUS == 0) {
                publishStatus();
            }
        } catch (RuntimeException e) {
            LOG.warn("dashboard: run {} could not be read", view.folder().root(), e);
        }
    }

    /** A run with many records is read for a minute, and its user wants to see that. */
    private void publishUnread() {
        state = state();
        reading = true;
        publishStatus();
        reading = false;
    }

    /** Windows of the job in this process, which its channel has with the next checkpoint. */
    private void readUnpublished() {
        List<WindowPart> parts = LiveRecords.current().parts(view.folder().root(), "metrics");
        if (view.windows().unpublished(parts)) {
            listener.changed(view, "metrics");
        }
    }

    /** A run that starts writes its configuration after it has cleared the folder. */
    private void open() {
        if (!Files.exists(view.folder().config())) {
            return;
        }
        view.config(ConfigFile.read(view.folder().config()));
        JobChannels all;
        try {
            all = RunChannels.of(view.folder());
        } catch (ChannelException | ConfigException e) {
            LOG.warn(
                    "dashboard: run {}: its channels could not be opened",
                    view.folder().root(),
                    e);
            return;
        }
        BiConsumer<String, RecordView> add = (name, to) -> {
            Channel channel = all.all().get(name);
            if (channel != null) {
                channels.put(name, new ChannelFollower(channel, to, System::nanoTime));
            }
        };
        view.channels(all.all());
        add.accept("steps", view.steps());
        add.accept("ledger", view.ledger());
        add.accept("dead-letters", view.deadLetters());
        add.accept("alarms", view.alarms());
        add.accept("metrics", view.windows().metrics());
        add.accept("trends", view.windows().trends());
        add.accept("episodes", view.texts().forgetting(view.episodes().episodes()));
        add.accept("scores", view.episodes().scores());
    }

    private void read(String name, ChannelFollower channel) {
        int read = 0;
        long generation = view.steps().generation();
        for (int now = channel.read(); now > 0 && !closed; now = channel.read()) {
            read += now;
        }
        boolean rolledBack = name.equals("steps") && view.steps().generation() != generation;
        if (read == 0 && !rolledBack) {
            return;
        }
        if (name.equals("steps")) {
            listener.stepsChanged(view);
        } else {
            listener.changed(view, name);
        }
    }

    private RunStatus.State state() {
        RunFolder folder = view.folder();
        if (source == Source.CHANNELS) {
            return RunStatus.State.FOLLOWED;
        }
        if (source == Source.PROCESS || folder.inUse()) {
            return !activity.isEmpty() || view.steps().length() == 0 && channels.isEmpty()
                    ? RunStatus.State.STARTING
                    : RunStatus.State.RUNNING;
        }
        return Files.exists(folder.report()) ? RunStatus.State.FINISHED : RunStatus.State.STOPPED;
    }

    private void publishStatus() {
        Map<String, ChannelState> states = new LinkedHashMap<>();
        channels.forEach((name, channel) -> states.put(name, channel.state()));
        RunStatus now = new RunStatus(
                view.id(),
                view.folder().name(),
                view.config().tree().path("run").path("name").asText(""),
                view.folder().root().toString(),
                state,
                reading && activity.isEmpty() ? "reading its channels" : activity,
                view.steps().lastStep(),
                view.config().tree().path("run").path("steps").asLong(0),
                view.ledger().totals(),
                held ? List.of() : heldOut.results(),
                states,
                source == Source.PROCESS
                        ? live.read(LiveMetrics.current())
                        : cluster.live().orElse(null));
        if (!view.status().filter(now::equals).isPresent()) {
            view.status(now);
            listener.statusChanged(view);
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        cluster.close();
    }
}
