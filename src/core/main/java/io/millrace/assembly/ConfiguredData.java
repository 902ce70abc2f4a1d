package io.millrace.assembly;

import io.millrace.config.DataConfig;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.DatasetConfig;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.KnownTexts;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.PromptRecords;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.function.Supplier;

/** The prompts that a configuration names: the same wherever they are loaded. */
public final class ConfiguredData {
    private ConfiguredData() {}

    /**
     * The training prompts, without the evaluation prompts that decontamination removes.
     *
     * @throws DatasetException naming the option and what is wrong with it
     */
    public static LoadedDataset training(MillraceConfig config) {
        DataConfig data = config.data();
        KnownTexts apart = new KnownTexts();
        if (data.decontaminate().eval()) {
            apart.add(heldOut(config));
        }
        for (String file : data.decontaminate().files()) {
            under("data.decontaminate.files", () -> {
                apart.add(Path.of(file), data.decontaminate().prompt());
                return apart;
            });
        }
        return under("data.train", () -> {
            try (Tasks tasks = config.tasks()) {
                return Datasets.load(data.train(), Part.TRAIN, tasks, apart);
            }
        });
    }

    /**
     * The held-out prompts.
     *
     * @throws DatasetException naming the option and what is wrong with it
     */
    public static LoadedDataset heldOut(MillraceConfig config) {
        return under("data.eval", () -> {
            try (Tasks tasks = config.tasks()) {
                return Datasets.load(config.data().eval(), config.evaluation().part(), tasks);
            }
        });
    }

    /**
     * Converts records of the stream of prompts; a record without a task gets the task of {@code data.train}, if there
     * is only one.
     */
    public static PromptRecords records(MillraceConfig config) {
        DatasetConfig train = config.data().train();
        String task = train.task();
        if (task.equals(DatasetConfig.AUTO)) {
            SortedSet<String> found = training(config).tasks();
            task = found.size() == 1 ? found.first() : "";
        }
        return new PromptRecords(train.fields(), task, config.tasks());
    }

    private static <T> T under(String key, Supplier<T> load) {
        try {
            return load.get();
        } catch (DatasetException e) {
            throw new DatasetException(key + ": " + e.getMessage(), e);
        }
    }
}
