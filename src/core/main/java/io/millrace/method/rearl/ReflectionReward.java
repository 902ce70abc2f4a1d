package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.TokenIds;
import io.millrace.reward.ResponseReward;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.Thoughts;
import java.util.OptionalDouble;

/**
 * REA-RL's reflection reward (arXiv:2505.19862): penalises thinking that is short only because it never reflects.
 *
 * <pre>
 *   R_i = w min(1, threshold n_reflect / n_think_tokens)        0 without thinking
 * </pre>
 *
 * <p>Correct and incorrect responses earn it alike. n_reflect is the number of {@link ReflectionMarks}, n_think_tokens
 * the length
 * of the thinking without its tags. Range [0, w].
 */
public final class ReflectionReward implements ResponseReward {
    private final double weight;
    private final double threshold;
    private final Thoughts thoughts;
    private final ReflectionMarks marks;

    /**
     * @param weight w, above 0
     * @param threshold maximum number of thinking tokens per mark that still earns the full reward, above 0
     */
    public ReflectionReward(double weight, double threshold, Thoughts thoughts, ReflectionMarks marks) {
        Require.that(
                weight > 0 && Double.isFinite(weight),
                "rearl.reflection: weight must be > 0 and finite, was %s",
                weight);
        Require.that(
                threshold > 0 && Double.isFinite(threshold),
                "rearl.reflection: threshold must be > 0 and finite, was %s",
                threshold);
        this.weight = weight;
        this.threshold = threshold;
        this.thoughts = requireNonNull(thoughts, "thoughts");
        this.marks = requireNonNull(marks, "marks");
    }

    @Override
    public String name() {
        return "rearl.reflection";
    }

    @Override
    public double score(Prompt prompt, GradedResponse response) {
        return weight * Math.min(1, threshold * density(response.response().sampled()));
    }

    /** Mean number of marks per thinking token over the sampled responses of a group that think; empty if none does. */
    OptionalDouble density(GradedGroup group) {
        return group.graded().stream()
                .filter(response -> response.response().origin() == Origin.SAMPLED)
                .map(response -> thoughts.read(response.response().sampled()))
                .filter(thought -> thought.tokens() > 0)
                .mapToDouble(marks::density)
                .average();
    }

    private double density(TokenIds response) {
        return marks.density(thoughts.read(response));
    }
}
