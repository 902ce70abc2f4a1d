package io.millrace.jobs.cli;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.ForkOrigin;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.fork.RunFork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace fork}: a new run from the state of another one. */
@Command(
        name = "fork",
        description = {
            "Prepares a new run that continues from a checkpoint or savepoint of another one, which is only read and may be running.",
            "The new run is then started with run --resume or submit --resume."
        })
final class ForkCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of the run to fork.")
    private Path parent = Path.of("");

    @Option(names = "--out", paramLabel = "NEW", required = true, description = "Folder of the new run.")
    private Path out = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "POINT",
            description =
                    "Checkpoint or savepoint in DIR, for instance checkpoints/JOB/chk-12. Default: the newest one.")
    private @Nullable Path from;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes an option, for instance the rewards or the address of a channel; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        RunFolder run = new RunFolder(parent);
        if (!Files.exists(run.config()) || !Files.exists(run.identity())) {
            throw new UsageException("fork %s: is not the folder of a run".formatted(parent));
        }
        List<String> all = new ArrayList<>(overrides);
        all.add("run.out=" + out);
        MillraceConfig config = ConfigReader.read(run.config(), all);
        Screen screen = new Screen(System.out, false);
        ForkOrigin origin = new RunFork(run, config, screen).into(new RunFolder(out), Optional.ofNullable(from));
        screen.print("%s continues from step %d of %s (%s)"
                .formatted(out, origin.step(), parent, String.join(", ", origin.points())));
        ConfigChanges.between(Files.readString(run.config()), config.toYaml()).forEach(screen::print);
        screen.print("start it with: millrace run --resume --out %s".formatted(out));
        return 0;
    }
}
