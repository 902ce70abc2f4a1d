package io.millrace.jobs.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.config.DashboardConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.dashboard.Dashboard;
import io.millrace.jobs.folder.RunFolder;
import org.jspecify.annotations.Nullable;

/** The web page of the run in this process. A page that cannot be served is reported, and the run goes on without it. */
final class RunDashboard implements AutoCloseable {
    private final DashboardConfig config;
    private final boolean wanted;
    private final RunFolder folder;
    private final Screen screen;
    private @Nullable Dashboard dashboard;

    /** @param wanted false if the user does not want it this time */
    RunDashboard(DashboardConfig config, boolean wanted, RunFolder folder, Screen screen) {
        this.config = requireNonNull(config, "config");
        this.wanted = wanted;
        this.folder = requireNonNull(folder, "folder");
        this.screen = requireNonNull(screen, "screen");
    }

    /** Serves the page and prints its address. */
    void start() {
        if (!wanted || !config.enabled()) {
            return;
        }
        try {
            Dashboard started = Dashboard.start(config);
            started.add(folder, true);
            screen.print("dashboard: " + started.url());
            dashboard = started;
        } catch (RefusedException e) {
            screen.print("%s; the run continues without its page".formatted(e.getMessage()));
        }
    }

    @Override
    public void close() {
        if (dashboard != null) {
            dashboard.close();
        }
    }
}
