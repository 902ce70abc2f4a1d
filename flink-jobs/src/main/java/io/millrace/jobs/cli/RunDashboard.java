package io.millrace.jobs.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.config.DashboardConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.dashboard.Dashboard;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.StartListener;
import io.millrace.jobs.view.RunFollower;
import org.jspecify.annotations.Nullable;

/**
 * The web page of the run in this process, served before its inputs are read. A page that cannot be served is reported, and the run
 * goes on without it.
 */
final class RunDashboard implements StartListener, AutoCloseable {
    private final DashboardConfig config;
    private final boolean wanted;
    private final RunFolder folder;
    private final Screen screen;
    private boolean tried;
    private @Nullable Dashboard dashboard;
    private @Nullable RunFollower run;

    /** @param wanted false if the user does not want it this time */
    RunDashboard(DashboardConfig config, boolean wanted, RunFolder folder, Screen screen) {
        this.config = requireNonNull(config, "config");
        this.wanted = wanted;
        this.folder = requireNonNull(folder, "folder");
        this.screen = requireNonNull(screen, "screen");
    }

    /** Serves the page and prints its address at the first call. */
    @Override
    public void preparing(String activity) {
        if (!tried && wanted && config.enabled()) {
            serve();
        }
        tried = true;
        if (run != null) {
            run.activity(activity);
        }
    }

    private void serve() {
        try {
            Dashboard started = Dashboard.start(config);
            dashboard = started;
            run = started.addStarting(folder);
            screen.print("dashboard: " + started.url());
        } catch (RefusedException e) {
            screen.print("%s; the run continues without its page".formatted(e.getMessage()));
        }
    }

    @Override
    public void opened() {
        if (run != null) {
            run.release();
        }
    }

    @Override
    public void close() {
        if (dashboard != null) {
            dashboard.close();
        }
    }
}
