package io.millrace.agent;

import io.millrace.model.Entropies;
import io.millrace.model.EnvironmentTurn;
import io.millrace.model.FinishReason;
import io.millrace.model.Interaction;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.TokenRange;
import io.millrace.model.ToolCall;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A response of several turns as it grows. Used by one thread at a time.
 *
 * <p>Observations belong to the version span of the tokens before them, or after them at the beginning.
 */
final class Episode {
    private final int sample;
    private final PromptKind context;
    private final List<VersionSpan> spans = new ArrayList<>();
    private final List<EnvironmentTurn> environmentTurns = new ArrayList<>();
    private final Map<String, Double> rewards = new LinkedHashMap<>();
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private Optional<Verdict> verdict = Optional.empty();
    private int[] tokens = new int[0];
    private float[] logProbs = new float[0];
    private float[] entropies = new float[0];
    private LogProbs.Scale scale = LogProbs.Scale.NONE;
    private boolean exact;
    private boolean withoutLogProbs;
    private boolean withoutEntropies;
    private int sampled;
    private int turns;

    Episode(int sample, PromptKind context) {
        this.sample = sample;
        this.context = context;
    }

    int sample() {
        return sample;
    }

    /** Number of turns of the policy so far. */
    int turns() {
        return turns;
    }

    /** Number of sampled tokens so far. */
    int sampled() {
        return sampled;
    }

    /** All tokens so far. */
    TokenIds tokens() {
        return new TokenIds(tokens.clone());
    }

    /** The last token; there must be one. */
    int last() {
        return tokens[tokens.length - 1];
    }

    /** Adds a turn of the policy. */
    void append(Response turn) {
        int from = tokens.length;
        grow(turn.tokens().ids());
        copy(turn.logProbs().values(), logProbs, from);
        copy(turn.entropies().values(), entropies, from);
        scale = turn.logProbs().scale();
        exact = turn.entropies().exact();
        withoutLogProbs |= !turn.logProbs().known();
        withoutEntropies |= turn.entropies().values().length == 0;
        for (VersionSpan span : turn.spans()) {
            add(span.version(), span.step(), spans.isEmpty() ? 0 : from + span.from(), from + span.to());
        }
        sampled += turn.tokens().size();
        turns++;
    }

    private void add(long version, long step, int from, int to) {
        VersionSpan last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.version() == version) {
            spans.set(spans.size() - 1, new VersionSpan(version, step, last.from(), to));
        } else {
            spans.add(new VersionSpan(version, step, from, to));
        }
    }

    /** Adds an observation after calls. */
    void observe(TokenIds observation, List<ToolCall> calls) {
        int from = tokens.length;
        grow(observation.ids());
        environmentTurns.add(new EnvironmentTurn(new TokenRange(from, tokens.length), calls));
        if (!spans.isEmpty()) {
            VersionSpan last = spans.get(spans.size() - 1);
            spans.set(spans.size() - 1, new VersionSpan(last.version(), last.step(), last.from(), tokens.length));
        }
    }

    /** Adds the rewards and the metrics of a step, and its verdict if it has one. */
    void record(Step step) {
        step.rewards().forEach((name, value) -> rewards.merge(name, value, Double::sum));
        step.metrics().forEach((name, value) -> metrics.merge(name, value, Double::sum));
        if (step.verdict().isPresent()) {
            verdict = step.verdict();
        }
    }

    /** The response, which ends here. */
    Response end(FinishReason finish) {
        List<ToolCall> calls =
                environmentTurns.stream().flatMap(turn -> turn.calls().stream()).toList();
        metrics.put(Interaction.TOOL_CALLS, (double) calls.size());
        metrics.put(Interaction.MALFORMED_CALLS, (double)
                calls.stream().filter(call -> call.outcome().malformed()).count());
        return new Response(
                sample,
                tokens(),
                withoutLogProbs ? LogProbs.NONE : new LogProbs(scale, logProbs),
                withoutEntropies ? Entropies.NONE : new Entropies(exact, entropies),
                finish,
                spans,
                Origin.SAMPLED,
                context,
                new Interaction(environmentTurns, verdict, rewards, metrics));
    }

    /** The response, which is ungraded because of a failure of infrastructure. */
    Response fail(String reason) {
        verdict = Optional.of(Verdict.ungraded(reason));
        return end(FinishReason.ABORT);
    }

    private void grow(int... added) {
        int from = tokens.length;
        int to = from + added.length;
        tokens = Arrays.copyOf(tokens, to);
        System.arraycopy(added, 0, tokens, from, added.length);
        logProbs = Arrays.copyOf(logProbs, to);
        entropies = Arrays.copyOf(entropies, to);
    }

    private static void copy(float[] values, float[] all, int from) {
        System.arraycopy(values, 0, all, from, values.length);
    }
}
