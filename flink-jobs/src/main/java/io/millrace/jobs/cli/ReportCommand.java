package io.millrace.jobs.cli;

import io.millrace.file.SmallFile;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.dashboard.HtmlReport;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.view.RunFollower;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace report}: a run as one HTML file. */
@Command(
        name = "report",
        description = {
            "Writes a run as one self-contained HTML file: curves, distributions, methods, alarms and configuration.",
            "The file needs no server and no other file. Responses are not included."
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of a run.")
    private Path folder = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "The file. Default: report.html in the run's folder.")
    private @Nullable Path out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RunFolder run = new ChannelPlace(folder.toString(), Optional.empty())
                .run()
                .orElseThrow(() -> new RefusedException("report: %s is not the folder of a run".formatted(folder)));
        Path file = out == null ? run.root().resolve("report.html") : out;
        SmallFile.replace(file, HtmlReport.of(RunFollower.read(run)));
        Out.lines(spec, List.of("report: " + file));
        return 0;
    }
}
