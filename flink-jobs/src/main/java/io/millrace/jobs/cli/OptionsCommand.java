package io.millrace.jobs.cli;

import io.millrace.config.OptionDocs;
import io.millrace.config.OptionDocs.Option;
import io.millrace.config.OptionTable;
import io.millrace.config.SourceTexts;
import io.millrace.jobs.console.InstallFolder;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace options}: lists every option of a configuration, including options from users' jars. */
@Command(
        name = "options",
        description = "Shows the options of a configuration with defaults and meanings, including those of jars on"
                + " MILLRACE_CLASSPATH.")
final class OptionsCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description =
                    "Limits the list to a key, a section, or a type of reward, verifier, filter, estimator or method.")
    private @Nullable String name;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        List<Option> options = OptionDocs.all(SourceTexts.below(InstallFolder.path()));
        if (name != null) {
            options = OptionTable.named(options, name);
            if (options.isEmpty()) {
                throw new UsageException("options: NAME must be a key, a section or a type, was %s".formatted(name));
            }
        }
        PrintWriter out = Out.of(spec);
        out.print(OptionTable.tables(options));
        out.flush();
        return 0;
    }
}
