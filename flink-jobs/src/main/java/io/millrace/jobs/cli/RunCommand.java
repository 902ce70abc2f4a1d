package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.LocalRun;
import io.millrace.jobs.split.HalfRun;
import io.millrace.jobs.submit.RunJobs;
import io.millrace.jobs.submit.SubmittedKind;
import io.millrace.operators.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace run}: the main job. */
@Command(
        name = "run",
        description =
                "Trains a policy by reinforcement learning on this machine and shows its progress. Ctrl-C stops with a savepoint.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Option(names = "--steps", paramLabel = "N", description = "Optimizer steps (run.steps); 0 runs without end.")
    private @Nullable Long steps;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the run (run.out).")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Resume from the newest checkpoint or savepoint of the run's folder; without CONFIG, with the"
                    + " configuration that it was started with.")
    private boolean resume;

    @Option(
            names = "--only",
            paramLabel = "PART",
            description = "Runs one half of the loop in this process: rollout or learner. Needs --out; both halves have"
                    + " the same configuration and folder. Default: online, both.")
    private SubmittedKind only = SubmittedKind.ONLINE;

    @Option(
            names = "--or-resume",
            description =
                    "Resume if the folder of --out contains a run, otherwise start one; for a container that may be"
                            + " restarted at any time.")
    private boolean orResume;

    @Option(names = "--no-dashboard", description = "Does not serve the web page of the run.")
    private boolean noDashboard;

    @Override
    public Integer call() throws Exception {
        resume = resume || orResume && containsRun();
        List<String> overrides = overrides();
        Optional<RunFolder> own = out == null || !resume || config.given()
                ? Optional.empty()
                : Optional.of(new RunFolder(out)).filter(folder -> Files.exists(folder.config()));
        MillraceConfig read =
                own.isPresent() ? config.recorded(own.get(), overrides) : config.read(overrides.toArray(String[]::new));
        boolean named = out != null || config.sets("run.out");
        boolean half = only.part().isHalf();
        if (half && !named) {
            throw new UsageException("--only %s: needs --out DIR, the same folder for both halves of the run"
                    .formatted(only.part().word()));
        }
        RunFolder folder = named
                ? new RunFolder(read.run().out())
                : RunFolders.choose(read.run().out(), resume);
        boolean recorded = resume && Files.exists(folder.config());
        if (resume && !recorded && !config.given() && folder.used()) {
            throw new UsageException(
                    "run %s: has no config.yaml to resume from: name the configuration".formatted(folder.root()));
        }
        if (recorded && own.isEmpty() && !config.given()) {
            read = config.recorded(folder, overrides);
        }
        LogFile.choose((half ? folder.half(only.part()) : folder).log());
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        Screen screen = new Screen(terminal ? Millrace.TERMINAL : System.out, terminal);
        List<String> changes =
                recorded ? ConfigChanges.between(Files.readString(folder.config()), read.toYaml()) : List.of();
        LocalRun.End end;
        try (RunDashboard dashboard = new RunDashboard(read.dashboard(), !noDashboard, folder, screen)) {
            end = half
                    ? runHalf(read, folder, screen, changes, dashboard)
                    : runWhole(read, folder, screen, changes, dashboard);
        }
        if (end == LocalRun.End.STOPPED) {
            screen.print("resume with: " + resumeCommand(folder));
        } else if (end == LocalRun.End.NOT_STARTED) {
            screen.print("stopped before the first step: start it again with the same command");
        }
        return 0;
    }

    private LocalRun.End runWhole(
            MillraceConfig read, RunFolder folder, Screen screen, List<String> changes, RunDashboard dashboard)
            throws Exception {
        LocalRun run = new LocalRun(read, folder, screen, FaultPlan.NONE);
        run.changed(changes);
        run.onStart(dashboard);
        Interrupts.handle(run::stop);
        return run.run(resume);
    }

    private LocalRun.End runHalf(
            MillraceConfig read, RunFolder folder, Screen screen, List<String> changes, RunDashboard dashboard)
            throws Exception {
        HalfRun run = new HalfRun(read, folder, only, screen);
        run.changed(changes);
        run.onStart(dashboard);
        Interrupts.handle(run::stop);
        return run.run(resume);
    }

    private boolean containsRun() throws IOException {
        if (out == null) {
            throw new UsageException("run: --or-resume needs --out, since it must find the same folder again");
        }
        RunFolder folder = new RunFolder(out);
        return only.part().isHalf()
                ? new RunJobs(folder).newestRestorePoint(only).isPresent()
                : folder.used();
    }

    private List<String> overrides() {
        List<String> overrides = new ArrayList<>();
        if (steps != null) {
            overrides.add("run.steps=" + steps);
        }
        if (out != null) {
            overrides.add("run.out=" + out);
        }
        return overrides;
    }

    /** The command that resumes the run, quoted for a shell in the same folder. */
    private String resumeCommand(RunFolder folder) {
        return "%s run %s --resume --out %s%s"
                .formatted(
                        quoted(System.getProperty("millrace.command", "millrace")),
                        quoted(folder.config().toString()),
                        quoted(folder.root().toString()),
                        only.part().isHalf() ? " --only " + only.part().word() : "");
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
