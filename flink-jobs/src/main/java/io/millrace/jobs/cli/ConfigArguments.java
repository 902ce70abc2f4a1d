package io.millrace.jobs.cli;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.run.Home;
import io.millrace.jobs.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration that every command takes. */
final class ConfigArguments {
    private static final Path DEFAULT = Path.of("deploy", "conf", "reason.yaml");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONFIG",
            description = "YAML file; every option has a default. Without it: deploy/conf/reason.yaml.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides an option of the file, for instance --set optimizer.rate=5e-4. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    /** The configuration, with further overrides that win over the user's. */
    MillraceConfig read(String... more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(List.of(more));
        return ConfigReader.read(path(), all);
    }

    /** Whether a file is named. */
    boolean given() {
        return file != null;
    }

    /** The configuration that a run has recorded, with the overrides of the command line and further ones. */
    MillraceConfig recorded(RunFolder folder, List<String> more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(more);
        return ConfigReader.read(folder.config(), all);
    }

    /** The file that is read. */
    Path path() {
        return Home.find(file == null ? DEFAULT : file);
    }

    /** Whether a key is set on the command line. */
    boolean sets(String key) {
        return overrides.stream().anyMatch(o -> o.startsWith(key + "="));
    }
}
