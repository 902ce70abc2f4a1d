package io.millrace.jobs.cli;

import io.millrace.config.DashboardConfig;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.dashboard.Dashboard;
import io.millrace.jobs.dashboard.Demo;
import io.millrace.jobs.folder.ChannelRun;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunHealth;
import io.millrace.jobs.view.RunFollower;
import io.millrace.operators.channel.ChannelAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    @Parameters(
            arity = "0..*",
            paramLabel = "PLACE",
            description =
                    "Folder of a run, a folder that contains runs, or KIND:PREFIX for a run whose folder is elsewhere: its"
                            + " channels are KIND:PREFIX.ledger, KIND:PREFIX.steps and so on, such as kafka:k1.")
    private List<String> places = List.of();

    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description =
                    "With KIND:PREFIX: the configuration of the run, or one whose section channels says how they are reached.")
    private @Nullable Path config;

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
        if (places.isEmpty() != demo) {
            throw new UsageException("dashboard: needs folders or channels of runs, or --demo alone");
        }
        Map<RunFolder, RunFollower.Source> runs = new LinkedHashMap<>();
        if (demo) {
            runs.put(Demo.unpack(Files.createTempDirectory("dashboard")), RunFollower.Source.FOLDER);
        }
        for (String place : places) {
            add(place, runs);
        }
        try (Dashboard dashboard = Dashboard.start(new DashboardConfig(true, bind, port, tokenFile))) {
            runs.forEach(dashboard::add);
            Out.lines(spec, List.of("dashboard: " + dashboard.url()));
            Interrupts.await();
        }
        return 0;
    }

    private void add(String name, Map<RunFolder, RunFollower.Source> runs) throws IOException {
        ChannelPlace place = new ChannelPlace(name, Optional.empty());
        Optional<ChannelAddress> prefix = place.address();
        if (prefix.isPresent()) {
            Path parent = Files.createTempDirectory("dashboard");
            runs.put(ChannelRun.of(prefix.get(), Optional.ofNullable(config), parent), RunFollower.Source.CHANNELS);
            return;
        }
        Optional<RunFolder> run = place.run();
        List<RunFolder> found = run.isPresent() ? List.of(run.get()) : RunHealth.in(Path.of(name));
        if (found.isEmpty()) {
            throw new RefusedException("dashboard: %s is not the folder of a run and contains no runs".formatted(name));
        }
        found.forEach(one -> runs.put(one, RunFollower.Source.FOLDER));
    }
}
