package io.millrace.jobs.cli;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.InstallFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The configuration arguments of commands that sample no policy. */
final class TraceArguments {
    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description =
                    "YAML file with task, tokenizer (policy.path), rewards and methods. Without it: deploy/conf/trace.yaml.")
    private Path file = Path.of("deploy", "conf", "trace.yaml");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides an option of the file. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    /** The configuration for a recording that contains its prompts. */
    MillraceConfig of(Path recording) {
        return read(
                "policy.engine=trace",
                "policy.trace.path=" + quoted(recording),
                "data.train.path=" + quoted(recording));
    }

    /** The configuration for generated responses: its settings for a recording and for prompts have no effect. */
    MillraceConfig withoutRecording(String... more) {
        List<String> all =
                new ArrayList<>(List.of("policy.engine=djl", "policy.trace.path=''", "data.train.path=none"));
        all.addAll(List.of(more));
        return read(all.toArray(String[]::new));
    }

    /** A path as a quoted YAML scalar, whatever characters it contains. */
    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
    }

    private MillraceConfig read(String... more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(List.of(more));
        return ConfigReader.read(InstallFolder.resolve(file), all);
    }
}
