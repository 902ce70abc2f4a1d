package io.millrace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.dataset.SkippedRecord.Cause;
import io.millrace.dataset.filter.Candidate;
import io.millrace.dataset.filter.Filter;
import io.millrace.model.Prompt;
import io.millrace.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Collects records source by source: keeps prompts up to each source's limit, and reports all records left out on the way. */
final class Collector {
    private final Tasks tasks;
    private final KnownTexts apart;
    private final boolean distinct;
    private final KnownTexts earlier = KnownTexts.problems();
    private final QueryIds ids = new QueryIds();
    private final List<Prompt> prompts = new ArrayList<>();
    private final List<PromptOrigin> origins = new ArrayList<>();
    private final List<SkippedRecord> leftOut = new ArrayList<>();
    private final List<SourceCount> counts = new ArrayList<>();
    private final List<SourceShare> shares = new ArrayList<>();

    /**
     * @param apart prompts to leave out
     * @param distinct whether duplicates of earlier prompts are left out
     */
    Collector(Tasks tasks, KnownTexts apart, boolean distinct) {
        this.tasks = tasks;
        this.apart = apart;
        this.distinct = distinct;
    }

    /**
     * Starts the next source.
     *
     * @param file name of its file or task
     * @param filters filters that its records must pass
     */
    Source source(SourceConfig config, String file, RowMapper mapper, List<Filter> filters) {
        return new Source(config, file, mapper, filters);
    }

    /** The collected data set. */
    LoadedDataset loaded(String name) {
        return new LoadedDataset(new InMemoryDataset(name, prompts, shares), origins, leftOut, counts);
    }

    /** Collects the records of one source. */
    final class Source implements RowReader.Sink {
        private final SourceConfig config;
        private final String file;
        private final RowMapper mapper;
        private final List<Filter> filters;
        private final int limit;
        private final int before = prompts.size();
        private final int leftOutBefore = leftOut.size();
        private long records;

        private Source(SourceConfig config, String file, RowMapper mapper, List<Filter> filters) {
            this.config = config;
            this.file = file;
            this.mapper = mapper;
            this.filters = filters;
            this.limit = config.prompts() == 0 ? Integer.MAX_VALUE : config.prompts();
        }

        @Override
        public void row(long position, JsonNode row) {
            records++;
            if (full()) {
                return;
            }
            try {
                consider(position, row, mapper.map(row), mapper.difficulty(row));
            } catch (IllegalArgumentException e) {
                skip(position, Cause.BROKEN, String.valueOf(e.getMessage()), row.toString());
            }
        }

        @Override
        public void broken(long position, String reason, String raw) {
            records++;
            if (!full()) {
                skip(position, Cause.BROKEN, reason, raw);
            }
        }

        /** Adds a prompt that a task generated. */
        void generated(Prompt prompt) {
            records++;
            consider(records, MissingNode.getInstance(), prompt, OptionalDouble.empty());
        }

        /** @throws DatasetException if the source has no prompt */
        void end(String who) {
            int kept = prompts.size() - before;
            if (kept == 0) {
                throw new DatasetException("data set %s: must hold at least one prompt, had none; %s"
                        .formatted(
                                who,
                                leftOut.size() == leftOutBefore
                                        ? "the file is empty"
                                        : leftOut.get(leftOutBefore).record()));
            }
            counts.add(new SourceCount(config.name(), file, records));
            if (config.weight() > 0) {
                shares.add(new SourceShare(config.name(), kept, config.weight()));
            }
        }

        private boolean full() {
            return prompts.size() - before >= limit;
        }

        private void consider(long position, JsonNode row, Prompt prompt, OptionalDouble difficulty) {
            Optional<Refusal> refusal = refusal(row, prompt);
            if (refusal.isPresent()) {
                String raw = row.isMissingNode() ? PromptText.of(prompt) : row.toString();
                skip(position, refusal.get().cause, refusal.get().reason, raw);
                return;
            }
            PromptOrigin origin = new PromptOrigin(config.name(), file, position, difficulty);
            if (distinct) {
                earlier.add(prompt, origin.place());
            }
            prompts.add(ids.unique(prompt));
            origins.add(origin);
        }

        private Optional<Refusal> refusal(JsonNode row, Prompt prompt) {
            Candidate candidate = new Candidate(row, PromptText.of(prompt));
            return filters.stream()
                    .flatMap(filter -> filter.refusal(candidate).stream())
                    .findFirst()
                    .map(reason -> new Refusal(Cause.FILTERED, reason))
                    .or(() -> tasks.refusal(prompt).map(reason -> new Refusal(Cause.UNGRADABLE, reason)))
                    .or(() -> known(apart, prompt, Cause.HELD_OUT, "letters and digits of an evaluation prompt"))
                    .or(() -> known(earlier, prompt, Cause.DUPLICATE, "text and truths of an earlier prompt"));
        }

        private Optional<Refusal> known(KnownTexts texts, Prompt prompt, Cause cause, String what) {
            return texts.place(prompt)
                    .map(place -> new Refusal(cause, "must not have the %s, was a copy of %s".formatted(what, place)));
        }

        private void skip(long position, Cause cause, String reason, String raw) {
            leftOut.add(new SkippedRecord(config.name(), cause, new RejectedRecord(file, position, reason, raw)));
        }
    }

    private record Refusal(Cause cause, String reason) {}
}
