package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.Loaded;
import io.millrace.task.PromptMaker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace validate}: everything that can be known to be wrong before a run. */
@Command(
        name = "validate",
        description = "Checks a configuration and its data sets, and reports every problem at once.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Override
    public Integer call() {
        MillraceConfig read = config.read();
        show(
                "training",
                Datasets.load(
                        read.data().train(), PromptMaker.Part.TRAIN, read.task().tasks()));
        show(
                "held-out",
                Datasets.load(
                        read.data().eval(),
                        PromptMaker.Part.HELD_OUT,
                        read.task().tasks()));
        System.out.println("config " + config.path() + ": fine");
        return 0;
    }

    private static void show(String part, Loaded loaded) {
        System.out.printf(
                "%s prompts: %d of %s%n",
                part, loaded.dataset().size(), loaded.dataset().name());
        loaded.rejected().stream().limit(5).forEach(r -> System.out.println("  left out: " + r));
        if (loaded.rejected().size() > 5) {
            System.out.printf("  and %d more%n", loaded.rejected().size() - 5);
        }
    }
}
