package io.millrace.window;

import static java.util.Objects.requireNonNull;

import io.millrace.episode.EndRecord;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/**
 * The end of a visit.
 *
 * @param time event time of the visit, in epoch milliseconds; 0 if unknown
 * @param source source of the prompt
 * @param task task of the prompt
 * @param policy weights that sampled its responses
 * @param end how it ended
 * @param zeroAdvantage whether it was trained on and the advantages of all its responses are 0
 * @param staleness age of the weights of each response sampled on the visit, in optimizer steps; empty if it was not trained on
 * @param rewards what the rewards of the whole batch added to each response sampled on the visit, by name; empty likewise
 */
public record EndObservation(
        long time,
        String source,
        String task,
        PolicySteps policy,
        VisitEnd.Kind end,
        boolean zeroAdvantage,
        List<Long> staleness,
        List<Map<String, Double>> rewards)
        implements Observation {
    public EndObservation {
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        requireNonNull(policy, "policy");
        requireNonNull(end, "end");
        staleness = List.copyOf(staleness);
        rewards = rewards.stream().map(OrderedMap::copyOf).toList();
    }

    static EndObservation of(EndRecord end) {
        return new EndObservation(
                end.time(),
                end.source(),
                end.task(),
                end.policy(),
                end.end(),
                end.zeroAdvantage(),
                end.rows().stream()
                        .filter(row -> row.origin() == Origin.SAMPLED)
                        .map(EndRecord.Row::staleness)
                        .toList(),
                end.rows().stream()
                        .filter(row -> row.origin() == Origin.SAMPLED)
                        .map(EndRecord.Row::rewards)
                        .filter(rewards -> !rewards.isEmpty())
                        .toList());
    }
}
