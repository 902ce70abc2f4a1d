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
import java.util.Locale;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Submits a job to the cluster that Flink runs this program for ({@code docs/cluster.md}).
 *
 * <pre>
 *   flink run [-s SAVEPOINT] -c io.millrace.jobs.submit.SubmitJob JAR CONFIG --out DIR [--job rollout|learner] [--set KEY=VALUE]
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

    @Option(names = "--job", description = "The job: online (default), or one half of it, rollout or learner.")
    private SubmittedKind job = SubmittedKind.ONLINE;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides an option of the file; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    private SubmitJob() {}

    /** Submits the job and returns; Flink keeps the cluster running for it. */
    public static void main(String[] arguments) throws Exception {
        SubmitJob asked = new SubmitJob();
        try {
            new CommandLine(asked).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
            asked.submit(ClusterSettings.environment());
        } catch (CommandLine.ParameterException | ConfigException | RefusedException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private void submit(StreamExecutionEnvironment env) throws Exception {
        MillraceConfig config = ConfigReader.read(file, overrides);
        TaskPaths.mustBeAbsolute(config);
        RunFolder folder = new RunFolder(out.toAbsolutePath());
        if (!ClusterSettings.restored(env)) {
            job.mustBeNew(folder);
        }
        Screen screen = new Screen(System.out, false);
        SubmittedRun run = SubmittedRun.prepare(config, folder, screen);
        ClusterSettings.apply(env, config, folder);
        job.build(env, run.parts(), run.plan());
        JobClient submitted = env.executeAsync(
                "%s (%s)".formatted(config.run().name(), job.name().toLowerCase(Locale.ROOT)));
        screen.print("submitted %s as job %s; the run's folder is %s"
                .formatted(config.run().name(), submitted.getJobID(), folder.root()));
    }
}
