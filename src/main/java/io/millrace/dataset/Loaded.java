package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A data set, and the records of its file that are not in it.
 *
 * @param dataset what could be read
 * @param rejected what could not, in file order
 */
public record Loaded(Dataset dataset, List<Rejected> rejected) {
    public Loaded {
        requireNonNull(dataset, "dataset");
        rejected = List.copyOf(rejected);
    }
}
