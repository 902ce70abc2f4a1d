package io.millrace.jobs.cli;

import io.millrace.jobs.console.Screen;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.monitor.MonitorFolder;
import io.millrace.jobs.monitor.MonitorSession;
import io.millrace.jobs.monitor.MonitorSetup;
import io.millrace.jobs.monitor.MonitorSource;
import io.millrace.jobs.monitor.MonitorSummary;
import io.millrace.jobs.topology.MonitorJob;
import io.millrace.metric.Metric;
import io.millrace.operators.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace monitor}: the monitor as a job of its own. */
@Command(
        name = "monitor",
        description = {
            "Computes the windows of runs from their episodes, in a job of its own and a folder of its own, which dashboard, alarms,"
                    + " query, report and tail read like the folder of a run. Writes nothing to the runs.",
            "The same command continues where an earlier one has ended, by Ctrl-C, a crash or at the end of the episodes."
        })
final class MonitorCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "PLACE",
            description = "Folder of a run, or KIND:PREFIX for a run whose folder is elsewhere, such as kafka:k1."
                    + " Default: the runs that the folder of --out monitors.")
    private List<String> places = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the monitor: the windows of each run are in DIR/NAME.")
    private @Nullable Path out;

    @Option(
            names = "--follow",
            negatable = true,
            description =
                    "Waits for more after the last published episode. Default: yes, unless all runs are folders of finished runs.")
    private @Nullable Boolean follow;

    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description =
                    "With KIND:PREFIX: the configuration of the run, or one whose section channels says how they are reached.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "An option of the monitor in place of the run's, such as monitor.lateness='10 min' or monitor.sources=64;"
                            + " kept in DIR. May be repeated.")
    private List<String> set = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        MonitorFolder folder = new MonitorFolder(out == null ? Path.of("") : out);
        List<MonitorSource> sources = sources();
        boolean goesOn = follow != null ? follow : !isFinished(folder, sources);
        LogFile.choose(folder.job().log());
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        Screen screen = new Screen(terminal ? Millrace.TERMINAL : System.out, terminal);
        MonitorSession session = new MonitorSession(folder, sources, set, screen, FaultPlan.NONE);
        Interrupts.handle(session::stop);
        MonitorSetup done = session.run(goesOn);
        report(folder, done, goesOn, screen);
        return 0;
    }

    private List<MonitorSource> sources() throws IOException {
        List<MonitorSource> sources = new ArrayList<>();
        for (String place : places) {
            sources.add(MonitorSource.of(place, Optional.ofNullable(config)));
        }
        return sources;
    }

    private static boolean isFinished(MonitorFolder folder, List<MonitorSource> sources) {
        List<String> all = sources.isEmpty()
                ? MonitorSession.places(folder)
                : sources.stream().map(MonitorSource::place).toList();
        return all.stream().allMatch(MonitorSource::isFinished);
    }

    private static void report(MonitorFolder folder, MonitorSetup done, boolean followed, Screen screen) {
        long unreadable = (long) LiveMetrics.current().sum(Metric.EPISODES_UNREADABLE);
        if (unreadable > 0) {
            screen.print("%,d records could not be read and are not counted; %s names them"
                    .formatted(unreadable, folder.job().log()));
        }
        if (!followed) {
            for (MonitorJob.Monitored run : done.runs()) {
                MonitorSummary.of(run, ZoneId.systemDefault()).forEach(screen::print);
            }
        }
        screen.print(
                "continue with: millrace monitor --out %s".formatted(folder.root()),
                "look at it with: millrace dashboard %s".formatted(folder.root()));
    }
}
