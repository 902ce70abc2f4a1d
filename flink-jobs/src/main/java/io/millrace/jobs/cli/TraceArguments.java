package io.millrace.jobs.cli;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The configuration of commands in which no policy samples. */
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

    /** The configuration of a recording that holds its prompts too. */
    MillraceConfig of(Path recording) {
        return read(
                "policy.engine=trace",
                "policy.trace.path=" + quoted(recording),
                "data.train.path=" + quoted(recording));
    }

    /** The configuration where responses are made up: what it says of a recording and of prompts has no effect. */
    MillraceConfig withoutRecording(String... more) {
        List<String> all =
                new ArrayList<>(List.of("policy.engine=djl", "policy.trace.path=''", "data.train.path=none"));
        all.addAll(List.of(more));
        return read(all.toArray(String[]::new));
    }

    /** A path as YAML has it, whatever is in it. */
    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
    }

    private MillraceConfig read(String... more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(List.of(more));
        return ConfigReader.read(Home.find(file), all);
    }
}
