package io.millrace.jobs.cli;

import io.millrace.assembly.ConfiguredData;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.KnownTexts;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.PromptLines;
import io.millrace.dataset.SourceConfig;
import io.millrace.jobs.start.Previews;
import io.millrace.report.DataReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace data}: shows the prompts that a run would train on and be evaluated on. */
@Command(
        name = "data",
        description =
                "Shows the prompts of a configuration by source: number, length, difficulty, and which are left out"
                        + " and why; or writes them to a file.")
final class DataCommand implements Callable<Integer> {
    /** The prompts to show. */
    enum Part {
        TRAIN,
        EVAL
    }

    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Option(
            names = "--part",
            paramLabel = "PART",
            description =
                    "Only these prompts: ${COMPLETION-CANDIDATES}; the default of --export and --left-out is train.")
    private @Nullable Part part;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of prompts to show, drawn by run.seed (${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "The first N prompts of each part as the policy at policy.path receives them: text with special tokens, token ids, truth, and"
                            + " the reward of a correct and of an incorrect answer.")
    private int show;

    @Option(names = "--export", paramLabel = "FILE", description = "Writes the prompts to a .jsonl file.")
    private @Nullable Path export;

    @Option(
            names = "--left-out",
            paramLabel = "FILE",
            description = "Writes the records that are left out, and why, to a .jsonl file.")
    private @Nullable Path leftOut;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check("--export", export);
        check("--left-out", leftOut);
        if (samples < 0) {
            throw new UsageException("--samples: must be >= 0, was " + samples);
        }
        if (show < 0) {
            throw new UsageException("--show: must be >= 0, was " + show);
        }
        MillraceConfig read = config.read();
        LoadedDataset training = ConfiguredData.training(read);
        LoadedDataset heldOut = ConfiguredData.heldOut(read);
        if (part != Part.EVAL) {
            show("data.train", training, read);
            overlap(read, training, heldOut);
        }
        if (part != Part.TRAIN) {
            show("data.eval", heldOut, read);
        }
        write(part == Part.EVAL ? heldOut : training);
        return 0;
    }

    private static void check(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        if (!file.toString().endsWith(".jsonl")) {
            throw new UsageException("%s: must be a .jsonl file, was %s".formatted(option, file));
        }
        NewFile.check(option, file);
    }

    private void show(String key, LoadedDataset loaded, MillraceConfig read) {
        DataReport report = new DataReport(loaded);
        print(List.of("%s: %,d prompts".formatted(key, loaded.dataset().size()), ""));
        print(report.counts());
        print(List.of(""));
        print(report.quantiles());
        if (!loaded.leftOut().isEmpty()) {
            print(List.of("", "left out"));
            print(report.reasons());
        }
        if (samples > 0) {
            print(List.of("", "some of them"));
            print(report.samples(samples, read.run().seed()));
        }
        if (show > 0) {
            print(List.of("", "as the policy receives them"));
            Previews.show(read, loaded, show).forEach(lines -> {
                print(lines);
                print(List.of(""));
            });
        }
        print(List.of(""));
    }

    /** Tasks that generate prompts keep training and held-out prompts apart themselves. */
    private void overlap(MillraceConfig read, LoadedDataset training, LoadedDataset heldOut) {
        boolean files =
                read.data().eval().parts().stream().map(SourceConfig::path).anyMatch(path -> !path.isBlank());
        if (read.data().decontaminate().eval() || !files) {
            return;
        }
        KnownTexts measured = new KnownTexts();
        measured.add(heldOut);
        long both = 0;
        for (long i = 0; i < training.dataset().size(); i++) {
            both += measured.place(training.dataset().get(i)).isPresent() ? 1 : 0;
        }
        if (both > 0) {
            print(List.of(
                    "%,d training prompts are also in data.eval; data.decontaminate.eval: true removes them"
                            .formatted(both),
                    ""));
        }
    }

    private void write(LoadedDataset loaded) throws IOException {
        if (export != null) {
            NewFile.write(export, draft -> PromptLines.prompts(loaded, draft));
            print(List.of("%,d prompts in %s".formatted(loaded.dataset().size(), export)));
        }
        if (leftOut != null) {
            NewFile.write(leftOut, draft -> PromptLines.leftOut(loaded, draft));
            print(List.of(
                    "%,d records left out in %s".formatted(loaded.leftOut().size(), leftOut)));
        }
    }

    private void print(List<String> lines) {
        Out.lines(spec, lines);
    }
}
