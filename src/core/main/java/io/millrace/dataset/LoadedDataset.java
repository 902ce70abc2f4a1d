package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A data set, the origins of its prompts, and the records that were left out.
 *
 * @param dataset the prompts
 * @param origins the origins of its prompts, in its order
 * @param leftOut the omitted records, source by source in file order
 * @param sources at least one, in the order of the data set
 */
public record LoadedDataset(
        Dataset dataset, List<PromptOrigin> origins, List<SkippedRecord> leftOut, List<SourceCount> sources) {
    public LoadedDataset {
        requireNonNull(dataset, "dataset");
        origins = List.copyOf(origins);
        leftOut = List.copyOf(leftOut);
        sources = List.copyOf(sources);
        Require.that(
                origins.size() == dataset.size(),
                "data set %s: must have an origin for each of %d prompts, had %d",
                dataset.name(),
                dataset.size(),
                origins.size());
    }

    /** The tasks of its prompts, in alphabetical order. */
    public SortedSet<String> tasks() {
        SortedSet<String> tasks = new TreeSet<>();
        for (long i = 0; i < dataset.size(); i++) {
            tasks.add(dataset.get(i).task());
        }
        return tasks;
    }

    /** The faulty records, without those left out as configured. */
    public List<RejectedRecord> rejected() {
        return leftOut.stream()
                .filter(one -> one.cause().fault())
                .map(SkippedRecord::record)
                .toList();
    }

    /** Number of records left out as configured: by filters, as duplicates, or as evaluation prompts. */
    public long unwanted() {
        return leftOut.stream().filter(one -> !one.cause().fault()).count();
    }

    /** Describes a prompt of the data set as unusable. */
    public RejectedRecord reject(long index, String reason) {
        PromptOrigin origin = origins.get(Math.toIntExact(index));
        return new RejectedRecord(origin.file(), origin.position(), reason, PromptText.of(dataset.get(index)));
    }
}
