package io.millrace.jobs.submit;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Submits a job to the cluster that Flink runs this program for ({@code docs/cluster.md}).
 *
 * <pre>
 *   flink run [-s SAVEPOINT] -c io.millrace.jobs.submit.SubmitJob JAR CONFIG --out DIR [--only rollout|learner] [--resume=auto] [--set KEY=VALUE]
 * </pre>
 *
 * <p>User errors are thrown as {@link IllegalArgumentException}, which Flink's client shows; nothing is submitted in
 * that case.
 */
@Command(name = "submit", description = "Submits a job to a Flink cluster.")
public final class SubmitJob {
    @Parameters(paramLabel = "CONFIG", description = "YAML file; paths in it are absolute.")
    private Path file = Path.of("");

    @Option(names = "--out", required = true, description = "Folder of the run, the same for client and task managers.")
    private Path out = Path.of("");

    @Option(names = "--only", description = "Submits one half of the loop: rollout or learner. Default: online, both.")
    private SubmittedKind only = SubmittedKind.ONLINE;

    @Option(
            names = "--resume",
            paramLabel = "MODE",
            description = "Where the job starts: given (default), from the savepoint that Flink was given; or auto, for"
                    + " application mode: from the newest checkpoint of the run if Flink starts the program again.")
    private Resume resume = Resume.GIVEN;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides an option of the file; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    private SubmitJob() {}

    /** Submits the job and returns; Flink keeps the cluster running for it. */
    public static void main(String[] arguments) throws Exception {
        try {
            parse(arguments).submit(ClusterSettings.environment());
        } catch (CommandLine.ParameterException | ConfigException | RefusedException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws CommandLine.ParameterException if they are not those of this program */
    public static SubmitJob parse(String... arguments) {
        SubmitJob asked = new SubmitJob();
        new CommandLine(asked).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return asked;
    }

    Path file() {
        return file;
    }

    Path out() {
        return out;
    }

    SubmittedKind only() {
        return only;
    }

    Resume resume() {
        return resume;
    }

    private void submit(StreamExecutionEnvironment env) throws Exception {
        MillraceConfig config = ConfigReader.read(file, overrides);
        RunFolder folder = new RunFolder(out.toAbsolutePath());
        Screen screen = new Screen(System.out, false);
        String id = new Submission(config, folder, only).to(env, resume, screen);
        screen.print("submitted %s as job %s; the run's folder is %s"
                .formatted(config.run().name(), id, folder.root()));
    }
}
