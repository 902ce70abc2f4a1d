package io.millrace.episode;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Entropies;
import io.millrace.model.EnvironmentTurn;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One response of a group as it was graded.
 *
 * @param sample index in its group, from 0
 * @param origin its origin in the group
 * @param from the response that a replay repeats
 * @param context the kind of prompt it was sampled under
 * @param verdict the verifier's verdict
 * @param rewards its components by name, weights applied; rewards of the whole batch are not yet included
 * @param finish why it ended
 * @param length in sampled tokens, at least 1
 * @param mode {@code think}, {@code no-think}, or {@code none}
 * @param entropy mean over its tokens, in nats per token; NaN if unknown
 * @param logProb mean behaviour log-probability over its tokens, in nats per token; NaN if unknown
 * @param spans versions that sampled its tokens
 * @param turns turns of the environment between those of the policy; the tokens of their observations were not sampled
 * @param tokens its tokens, observations included; empty if they were left out because there were too many per second
 * @param logProbs behaviour log-probabilities of the tokens in half precision; none if unknown or left out
 * @param entropies of the policy at the tokens in half precision; none if unknown or left out
 */
public record ResponseRecord(
        int sample,
        Origin origin,
        Optional<ReplaySource> from,
        PromptKind context,
        Verdict verdict,
        Map<String, Double> rewards,
        FinishReason finish,
        int length,
        String mode,
        double entropy,
        double logProb,
        List<VersionSpan> spans,
        List<EnvironmentTurn> turns,
        TokenIds tokens,
        LogProbs logProbs,
        Entropies entropies) {
    /**
     * The response that a replay repeats.
     *
     * @param visit the query's visit on which it was sampled
     * @param sample its index in that group
     * @param step optimizer step of the oldest weights that sampled it
     */
    public record ReplaySource(long visit, int sample, long step) {}

    public ResponseRecord {
        requireNonNull(origin, "origin");
        requireNonNull(from, "from");
        requireNonNull(context, "context");
        requireNonNull(verdict, "verdict");
        rewards = OrderedMap.copyOf(rewards);
        requireNonNull(finish, "finish");
        requireNonNull(mode, "mode");
        spans = List.copyOf(spans);
        turns = List.copyOf(turns);
        requireNonNull(tokens, "tokens");
        requireNonNull(logProbs, "logProbs");
        requireNonNull(entropies, "entropies");
        Require.that(sample >= 0, "episode: sample must be >= 0, was %d", sample);
        Require.that(length >= 1, "episode: length must be >= 1, was %d", length);
        int size = length + observed(turns);
        Require.that(
                tokens.size() == 0 || tokens.size() == size,
                "episode: must have %d tokens or none, had %d",
                size,
                tokens.size());
    }

    private static int observed(List<EnvironmentTurn> turns) {
        return turns.stream().mapToInt(turn -> turn.observation().size()).sum();
    }

    /** Number of tool calls. */
    public int calls() {
        return turns.stream().mapToInt(turn -> turn.calls().size()).sum();
    }

    /** Total reward. */
    public double reward() {
        return rewards.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Optimizer step of the oldest weights that sampled it. */
    public long oldestStep() {
        return spans.stream().mapToLong(VersionSpan::step).min().orElse(0);
    }
}
