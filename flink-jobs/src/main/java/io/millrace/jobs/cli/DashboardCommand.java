package io.millrace.jobs.cli;

import io.millrace.config.DashboardConfig;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.dashboard.Dashboard;
import io.millrace.jobs.dashboard.Demo;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace dashboard}: the web page for runs that have ended or that other processes run. */
@Command(
        name = "dashboard",
        description = {
            "Serves a web page that shows runs: finished ones, and those that other processes or a cluster run.",
            "Writes nothing to them. Ends with exit code 0 on Ctrl-C."
        })
final class DashboardCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "DIR", description = "Folder of a run, or a folder that contains runs.")
    private List<Path> folders = List.of();

    @Option(names = "--port", paramLabel = "PORT", description = "First port to try. Default: 8265.")
    private int port = DashboardConfig.LOCAL.port();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen on. Default: 127.0.0.1, so that only this machine can connect.")
    private String bind = DashboardConfig.LOCAL.bind();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token that the page requires; created if it does not exist.")
    private String tokenFile = "";

    @Option(names = "--demo", description = "Shows a recorded run that comes with Millrace.")
    private boolean demo;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (folders.isEmpty() != demo) {
            throw new UsageException("dashboard: needs folders of runs, or --demo alone");
        }
        List<RunFolder> runs = new ArrayList<>();
        if (demo) {
            runs.add(Demo.unpack(Files.createTempDirectory("dashboard")));
        }
        for (Path folder : folders) {
            runs.addAll(runs(folder));
        }
        try (Dashboard dashboard = Dashboard.start(new DashboardConfig(true, bind, port, tokenFile))) {
            runs.forEach(dashboard::add);
            Out.lines(spec, List.of("dashboard: " + dashboard.url()));
            CountDownLatch stopped = new CountDownLatch(1);
            Interrupts.handle(stopped::countDown);
            stopped.await();
        }
        return 0;
    }

    private static List<RunFolder> runs(Path folder) throws IOException {
        Optional<RunFolder> run = new ChannelPlace(folder.toString(), Optional.empty()).run();
        List<RunFolder> runs = run.isPresent() ? List.of(run.get()) : RunHealth.in(folder);
        if (runs.isEmpty()) {
            throw new RefusedException(
                    "dashboard: %s must be the folder of a run or contain runs, contained none".formatted(folder));
        }
        return runs;
    }
}
