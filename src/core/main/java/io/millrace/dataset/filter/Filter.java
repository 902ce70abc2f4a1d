package io.millrace.dataset.filter;

import java.util.Optional;

/** A rule that decides from a record alone whether it is kept. */
@FunctionalInterface
public interface Filter {
    /**
     * The reason why a record is left out: the rule, then {@code , was} and the value.
     *
     * @return empty if it is kept
     * @throws IllegalArgumentException if the rule cannot be applied to it
     */
    Optional<String> refusal(Candidate candidate);

    /** The reason unless a record is kept. */
    static Optional<String> unless(boolean kept, String reason, Object... values) {
        return kept ? Optional.empty() : Optional.of(reason.formatted(values));
    }
}
