package io.millrace.ledger;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.function.ToLongFunction;

/**
 * The circumstances under which a ledger is audited.
 *
 * @param deleted number of records that retention has deleted at its beginning, at least 0
 * @param open maximum number of visits of a split that may still be in flight while later ones have ended
 * @param live whether the ledger is being written: channels that are written with it may be a little ahead or behind
 * @param mostFaults number of faults to describe; the others are only counted
 */
public record LedgerRules(long deleted, ToLongFunction<String> open, boolean live, int mostFaults) {
    public LedgerRules {
        requireNonNull(open, "open");
        Require.that(deleted >= 0, "ledger rules: deleted must be >= 0, was %d", deleted);
        Require.that(mostFaults >= 0, "ledger rules: mostFaults must be >= 0, was %d", mostFaults);
    }
}
