package io.millrace.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.DatasetConfig;
import io.millrace.file.InputFile;
import io.millrace.jobs.console.InstallFolder;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.JsonMappers;
import io.millrace.ordered.OrderedSet;
import io.millrace.task.digits.DigitsTask;
import io.millrace.task.reason.ReasonTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration arguments of every command. */
final class ConfigArguments {
    private static final Set<String> GENERATED = OrderedSet.of(DigitsTask.NAME, ReasonTask.NAME);
    private static final Path DEFAULT = Path.of("deploy", "conf", "reason.yaml");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONFIG",
            description = "YAML file; every option has a default. Default file: deploy/conf/reason.yaml.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides an option of the file, for instance --set optimizer.rate=5e-4. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    /**
     * A configuration for a command that works on one data set.
     *
     * @param file YAML file; null for the default one
     * @param training file of the training prompts; null for those of the configuration
     * @param overrides of the user
     */
    static MillraceConfig read(@Nullable Path file, @Nullable String training, List<String> overrides) {
        ConfigArguments arguments = new ConfigArguments();
        arguments.file = file;
        arguments.overrides = new ArrayList<>(overrides);
        if (training != null) {
            arguments.overrides.add("data.train.path=" + training);
        }
        return arguments.read();
    }

    /** The configuration with additional overrides, which take precedence over the user's. */
    MillraceConfig read(String... more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(List.of(more));
        all.addAll(tasks());
        return ConfigReader.read(path(), all);
    }

    /**
     * Overrides for a user's file that replaces the generated prompts of a task: its task is chosen by its answers,
     * unless the command line names a task too.
     */
    private List<String> tasks() {
        return Stream.of("data.train", "data.eval")
                .filter(part -> overrides.stream().anyMatch(o -> o.matches("(?s)" + part + "\\.path=.*\\S.*"))
                        && !sets(part + ".task")
                        && generatesPrompts(part))
                .map(part -> part + ".task=" + DatasetConfig.AUTO)
                .toList();
    }

    /** Whether the file's task generates its prompts. An unreadable value is reported when the whole file is parsed. */
    private boolean generatesPrompts(String part) {
        try {
            JsonNode data = JsonMappers.yaml()
                    .build()
                    .readTree(InputFile.text(path(), ConfigReader.MAX_BYTES))
                    .at("/" + part.replace('.', '/'));
            return data.path("path").asText("").isEmpty()
                    && GENERATED.contains(data.path("task").asText(""));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the command line names a file. */
    boolean given() {
        return file != null;
    }

    /** The configuration that a run has recorded, with the overrides of the command line and additional ones. */
    MillraceConfig recorded(RunFolder folder, List<String> more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(more);
        return ConfigReader.read(folder.config(), all);
    }

    /** The configuration file. */
    Path path() {
        return InstallFolder.resolve(file == null ? DEFAULT : file);
    }

    /** Whether a key is set on the command line. */
    boolean sets(String key) {
        return overrides.stream().anyMatch(o -> o.startsWith(key + "="));
    }
}
