package io.millrace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.Prompt;
import io.millrace.task.PromptMaker;
import io.millrace.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Loads data sets. */
public final class Datasets {
    private Datasets() {}

    /**
     * The data set of a configuration. Records that cannot be read, and those that their task could not judge an answer to, are
     * handed back as rejected.
     *
     * @param part which prompts a task makes up; a file has one part only
     * @throws DatasetException if it cannot be had, or if no record of its file can be used
     */
    public static Loaded load(DatasetConfig config, PromptMaker.Part part, Tasks tasks) {
        if (!config.path().isBlank()) {
            return read(Path.of(config.path()), config, tasks);
        }
        PromptMaker maker = tasks.maker(config.task())
                .orElseThrow(() -> new DatasetException(
                        "data set: task %s must be one that makes prompts up when no path is given (%s); set path"
                                .formatted(config.task(), String.join(", ", tasks.makers()))));
        List<Prompt> prompts = maker.prompts(part, config.prompts(), config.seed());
        return new Loaded(
                new InMemoryDataset(config.task(), prompts),
                config.task(),
                LongStream.rangeClosed(1, prompts.size()).boxed().toList(),
                List.of());
    }

    private static Loaded read(Path file, DatasetConfig config, Tasks tasks) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            String found = Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? "is not" : "does not exist";
            throw new DatasetException(
                    "data set %s: must be a readable file, %s; check the path".formatted(file, found));
        }
        String name = file.getFileName().toString().replaceFirst("\\..*", "");
        Collector records = new Collector(
                file.getFileName().toString(),
                new RowMapper(config.fields(), name, config.task()),
                tasks,
                config.prompts());
        try {
            RowReader.of(config.format().of(file)).read(file, records);
        } catch (IOException e) {
            throw new DatasetException("data set %s: must be readable: %s".formatted(file, e.getMessage()), e);
        }
        if (records.prompts.isEmpty()) {
            throw new DatasetException("data set %s: must hold at least one prompt, had none; %s"
                    .formatted(file, records.rejected.isEmpty() ? "the file is empty" : records.rejected.get(0)));
        }
        return new Loaded(
                new InMemoryDataset(name, records.prompts), records.file, records.positions, records.rejected);
    }

    /** Keeps prompts up to the limit, and all that is rejected on the way there. */
    private static final class Collector implements RowReader.Sink {
        private final List<Prompt> prompts = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>();
        private final QueryIds ids = new QueryIds();
        private final String file;
        private final RowMapper mapper;
        private final Tasks tasks;
        private final int limit;

        private Collector(String file, RowMapper mapper, Tasks tasks, int limit) {
            this.file = file;
            this.mapper = mapper;
            this.tasks = tasks;
            this.limit = limit == 0 ? Integer.MAX_VALUE : limit;
        }

        @Override
        public void row(long position, JsonNode row) {
            if (prompts.size() >= limit) {
                return;
            }
            try {
                Prompt prompt = mapper.map(row);
                tasks.refusal(prompt)
                        .ifPresentOrElse(
                                reason -> broken(position, reason, row.toString()), () -> keep(position, prompt));
            } catch (IllegalArgumentException e) {
                broken(position, String.valueOf(e.getMessage()), row.toString());
            }
        }

        private void keep(long position, Prompt prompt) {
            prompts.add(ids.unique(prompt));
            positions.add(position);
        }

        @Override
        public void broken(long position, String reason, String raw) {
            if (prompts.size() < limit) {
                rejected.add(new Rejected(file, position, reason, raw));
            }
        }
    }
}
