package io.millrace.curriculum;

import static java.util.Objects.requireNonNull;

import io.millrace.dataset.Dataset;
import io.millrace.learner.StepRecord;
import io.millrace.model.PromptKind;
import io.millrace.model.VisitEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Tracks the pass rates of a data set in the learner: they are updated with the visits that end in a round, published
 * with each
 * policy version and saved with its weights. Not thread-safe.
 */
public final class PassRateTracker {
    private static final Set<VisitEnd.Kind> NOT_SAMPLED =
            EnumSet.of(VisitEnd.Kind.PROMPT_TOO_LONG, VisitEnd.Kind.UNREADABLE);

    private final CurriculumConfig config;

    /** A query may be in a data set more than once. */
    private final Map<String, List<Integer>> indexes = new LinkedHashMap<>();

    private PassRates rates;

    /** Starts with prompts that were never visited. */
    public PassRateTracker(CurriculumConfig config, Dataset prompts) {
        this.config = requireNonNull(config, "config");
        for (long index = 0; index < prompts.size(); index++) {
            indexes.computeIfAbsent(prompts.get(index).queryId(), id -> new ArrayList<>(1))
                    .add(Math.toIntExact(index));
        }
        rates = PassRates.unseen(Math.toIntExact(prompts.size()));
    }

    /**
     * Updates the pass rates with the ended visits of a round, in the order of their ordinals. Reflections are ignored,
     * since their
     * prompts differ from the query; so are queries that are no longer in the data set, and visits without graded responses, unless
     * their prompt can never be sampled.
     */
    public void ended(List<VisitEnd> ends) {
        List<PassRates.Result> results = ends.stream()
                .filter(end -> end.visit().prompt().kind() == PromptKind.PLAIN)
                .filter(end -> end.graded() > 0 || NOT_SAMPLED.contains(end.kind()))
                .sorted(Comparator.comparingLong(end -> end.visit().ordinal()))
                .flatMap(end -> indexes.getOrDefault(end.visit().prompt().queryId(), List.of()).stream()
                        .map(index -> new PassRates.Result(index, end.graded(), end.correct())))
                .toList();
        rates = rates.plus(results, config.decay());
    }

    /** Writes the pass rates into an existing folder. */
    public void write(Path folder) {
        try {
            rates.write(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restores the pass rates in a folder; a run without a curriculum wrote none, so its prompts count as unseen. */
    public void restore(Path folder) throws IOException {
        if (Files.exists(folder.resolve(PassRates.FILE))) {
            rates = PassRates.read(folder).of(rates.size());
        }
    }

    /** Shares of the prompts. */
    public StepRecord.Curriculum shares() {
        return new StepRecord.Curriculum(
                share(rates::seen),
                share(index -> config.prefers(rates, index)),
                share(index -> rates.rate(index) > config.high()),
                share(index -> rates.rate(index) < config.low()));
    }

    private double share(IntPredicate which) {
        return (double) IntStream.range(0, rates.size()).filter(which).count() / rates.size();
    }
}
