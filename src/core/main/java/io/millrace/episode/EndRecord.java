package io.millrace.episode;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.PromptKind;
import io.millrace.model.VisitEnd;
import java.util.List;

/**
 * The end of a visit, as in the ledger, with the advantages of its responses; exactly one record per visit that reached the compose
 * stage.
 *
 * @param query the query's id
 * @param visit the query's visit
 * @param kind kind of the prompt
 * @param source source of the prompt
 * @param task task of the prompt
 * @param time event time of the visit, in epoch milliseconds; 0 if unknown
 * @param policy weights that sampled its responses
 * @param end how it ended
 * @param detail why, for an end other than training
 * @param round the round in which it ended
 * @param zeroAdvantage whether the advantages of all responses are 0; false if it was not trained
 * @param rows the responses that were used in the round; empty if it was not trained
 */
public record EndRecord(
        String query,
        long visit,
        PromptKind kind,
        String source,
        String task,
        long time,
        PolicySteps policy,
        VisitEnd.Kind end,
        String detail,
        long round,
        boolean zeroAdvantage,
        List<Row> rows)
        implements EpisodeRecord {
    /**
     * A response in its round.
     *
     * @param sample its index in the group
     * @param origin its origin in the group
     * @param advantage mean over its tokens
     * @param staleness age of the oldest weights that sampled it, in optimizer steps
     */
    public record Row(int sample, Origin origin, double advantage, long staleness) {
        public Row {
            requireNonNull(origin, "origin");
        }
    }

    public EndRecord {
        requireNonNull(query, "query");
        requireNonNull(kind, "kind");
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        requireNonNull(policy, "policy");
        requireNonNull(end, "end");
        requireNonNull(detail, "detail");
        rows = List.copyOf(rows);
    }
}
