package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * Ledger line of one prompt visit; the ledger has exactly one line per visit.
 *
 * @param query the query's id
 * @param visit the query's visit, from 0
 * @param split the split it was read from
 * @param ordinal its position in the split
 * @param end how it ended
 * @param detail why, for an end other than training
 * @param minibatch the minibatch that carried its end
 * @param step number of optimizer steps taken when it had ended
 */
public record LedgerLine(
        String query,
        long visit,
        String split,
        long ordinal,
        VisitEnd.Kind end,
        String detail,
        String minibatch,
        long step) {
    public LedgerLine {
        requireNonNull(query, "query");
        requireNonNull(split, "split");
        requireNonNull(end, "end");
        requireNonNull(detail, "detail");
        requireNonNull(minibatch, "minibatch");
    }

    /** The line of a visit that ended with a minibatch. */
    public static LedgerLine of(VisitEnd end, Minibatch minibatch, long step) {
        PromptVisit visit = end.visit();
        return new LedgerLine(
                visit.prompt().queryId(),
                visit.visit(),
                visit.split(),
                visit.ordinal(),
                end.kind(),
                end.detail(),
                minibatch.id(),
                step);
    }
}
