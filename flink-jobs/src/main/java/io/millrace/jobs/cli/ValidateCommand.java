package io.millrace.jobs.cli;

import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.RejectedRecord;
import io.millrace.jobs.start.Inspection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace validate}: checks everything that can be checked before a run. */
@Command(
        name = "validate",
        description = "Checks a configuration, its policy folder and its data sets, and reports every problem at once.")
final class ValidateCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Override
    public Integer call() {
        Inspection found = Inspection.of(config.read());
        found.training().ifPresent(loaded -> show("training", loaded));
        found.heldOut().ifPresent(loaded -> show("held-out", loaded));
        show("unfit", found.unfit());
        found.remarks().forEach(remark -> System.out.println("note: " + remark));
        if (!found.preview().isEmpty()) {
            System.out.println("the first training prompt, as the policy receives it:");
            found.preview().forEach(System.out::println);
        }
        List<String> problems = found.problems();
        if (problems.size() == 1) {
            throw new UsageException(problems.get(0));
        }
        if (!problems.isEmpty()) {
            throw new UsageException("config %s: %d problems\n  %s"
                    .formatted(config.path(), problems.size(), String.join("\n  ", problems)));
        }
        System.out.println("config " + config.path() + ": fine");
        return 0;
    }

    private static void show(String part, LoadedDataset loaded) {
        System.out.printf(
                "%s prompts: %d of %s, task %s%n",
                part, loaded.dataset().size(), loaded.dataset().name(), String.join(", ", loaded.tasks()));
        show("left out", loaded.rejected());
        if (loaded.unwanted() > 0) {
            System.out.printf("  left out as configured: %d records; millrace data shows which%n", loaded.unwanted());
        }
    }

    private static void show(String what, List<RejectedRecord> records) {
        records.stream().limit(SHOWN).forEach(record -> System.out.println("  " + what + ": " + record));
        if (records.size() > SHOWN) {
            System.out.printf("  and %d more%n", records.size() - SHOWN);
        }
    }
}
