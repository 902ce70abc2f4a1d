package io.millrace.jobs.dashboard;

import io.millrace.config.DashboardConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.view.RunFollower;
import io.millrace.jobs.view.RunListener;
import io.millrace.jobs.view.RunView;
import io.millrace.jobs.view.StepColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page with runs: follows them, and serves what it reads. */
public final class Dashboard implements AutoCloseable {
    private static final int EVENTS_KEPT = 2048;

    private final EventLog events = new EventLog(Long.toString(System.currentTimeMillis(), 36), EVENTS_KEPT);
    private final List<RunFollower> followers = new CopyOnWriteArrayList<>();
    private final DashboardServer server;
    private volatile Optional<String> own = Optional.empty();

    private Dashboard(DashboardConfig config) {
        server = DashboardServer.start(config, endpoints());
    }

    /**
     * Starts a page without runs.
     *
     * @throws io.millrace.jobs.console.RefusedException if it cannot be served
     */
    public static Dashboard start(DashboardConfig config) {
        return new Dashboard(config);
    }

    /** All that is served besides the page's files; a further endpoint is one line here. */
    private List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(new EventStream(events));
        endpoints.add(new RunsEndpoint(this::runs));
        endpoints.add(new FiguresEndpoint());
        endpoints.add(new MetricsEndpoint(() -> own));
        return endpoints;
    }

    /**
     * Adds a run and follows it. Other processes or a cluster run it, or it has ended.
     */
    public void add(RunFolder folder) {
        add(folder, RunFollower.Source.FOLDER);
    }

    /** Adds a run and follows it. */
    public void add(RunFolder folder, RunFollower.Source source) {
        RunFollower follower = new RunFollower(id(folder.name()), folder, source, new Publisher(events));
        followers.add(follower);
        follower.start();
    }

    /**
     * Adds the run of this process at the beginning of its start, when its folder may still contain other files.
     *
     * @return the follower, which reads the folder when it is released
     */
    public RunFollower addStarting(RunFolder folder) {
        own = Optional.of(folder.name());
        RunFollower follower =
                new RunFollower(id(folder.name()), folder, RunFollower.Source.PROCESS, new Publisher(events));
        followers.add(follower);
        follower.startHeld();
        return follower;
    }

    /** The name with characters that need no escaping in an address, and a number if it is taken. */
    private String id(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        String id = plain;
        for (int number = 2; taken(id); number++) {
            id = plain + "~" + number;
        }
        return id;
    }

    private boolean taken(String id) {
        return followers.stream().anyMatch(follower -> follower.view().id().equals(id));
    }

    private List<RunView> runs() {
        return followers.stream().map(RunFollower::view).toList();
    }

    /** The address to open in a browser. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        followers.forEach(RunFollower::close);
        server.close();
    }

    /** Turns changes of views into events. */
    private static final class Publisher implements RunListener {
        private final EventLog events;
        private long generation = -1;
        private int length;

        Publisher(EventLog events) {
            this.events = events;
        }

        @Override
        public void stepsChanged(RunView run) {
            StepColumns.Slice slice = run.steps().slice(List.of(), generation < 0 ? Integer.MAX_VALUE : length);
            if (slice.generation() != generation) {
                slice = run.steps().slice(List.of("-"), Integer.MAX_VALUE);
            }
            generation = slice.generation();
            length = slice.length();
            events.add("steps", PageJson.text(PageJson.steps(run.id(), slice)));
        }

        @Override
        public void statusChanged(RunView run) {
            run.status().ifPresent(status -> events.add("status", PageJson.text(PageJson.tree(status))));
        }

        @Override
        public void changed(RunView run, String part) {
            events.add(
                    "changed",
                    PageJson.text(PageJson.object().put("run", run.id()).put("part", part)));
        }
    }
}
