package io.millrace.episode;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.PromptKind;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

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
 * @param zeroAdvantage whether the advantages of all responses are 0; false if it was not trained on
 * @param rows the responses that were used in the round; empty if it was not trained on
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
     * @param rewards what the rewards of the whole batch added, by name, 0 included; empty without such rewards, and for replays
     * @param masked ranges of tokens whose advantage is 0, so that they add nothing to the policy's loss: the first and one past the
     *     last of each, in order, at most {@value #MAX_RANGES} ranges; empty if there are none
     */
    public record Row(
            int sample,
            Origin origin,
            double advantage,
            long staleness,
            Map<String, Double> rewards,
            List<Integer> masked) {
        /** Maximum number of ranges of masked tokens. */
        public static final int MAX_RANGES = 64;

        public Row {
            requireNonNull(origin, "origin");
            rewards = OrderedMap.copyOf(rewards);
            masked = List.copyOf(masked);
            Require.that(
                    masked.size() % 2 == 0 && masked.size() <= 2 * MAX_RANGES,
                    "episode: masked must have at most %d pairs, had %d values",
                    MAX_RANGES,
                    masked.size());
        }

        /** A response to which the batch added nothing, and whose tokens all have advantages. */
        public Row(int sample, Origin origin, double advantage, long staleness) {
            this(sample, origin, advantage, staleness, Map.of(), List.of());
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
