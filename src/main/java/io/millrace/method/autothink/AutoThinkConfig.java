package io.millrace.method.autothink;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.policy.SamplingPlan;
import java.util.List;

/**
 * AutoThink.
 *
 * @param enabled whether it is used
 * @param opening text that every prompt ends with, after the chat template: the think tag and an ellipsis
 * @param anyBlank whether a response need not close its thinking to the letter to count as not thinking: blanks before the closing
 *     tag are let pass, and a blank line need not follow it
 * @param stages settings over the course of a run, one after the other; the ends of the first two are ours and should be set to
 *     the run's length
 */
public record AutoThinkConfig(boolean enabled, String opening, boolean anyBlank, List<Stage> stages) {
    public AutoThinkConfig {
        requireNonNull(opening, "opening");
        stages = List.copyOf(stages);
        Require.that(!stages.isEmpty(), "autothink: stages must be at least 1, were 0");
        int last = stages.size() - 1;
        for (int i = 0; i < last; i++) {
            int from = i == 0 ? 0 : stages.get(i - 1).until();
            Require.that(
                    stages.get(i).until() > from,
                    "autothink: stages[%d].until must be > %d, where the stage begins, was %d",
                    i,
                    from,
                    stages.get(i).until());
        }
        Require.that(
                stages.get(last).until() == 0,
                "autothink: stages[%d].until must be 0, since the last stage has no end, was %d",
                last,
                stages.get(last).until());
    }

    /**
     * The stage of a response.
     *
     * @param step optimizer step of the policy that sampled it, from 0
     * @return from 1
     */
    public int number(long step) {
        int number = 1;
        while (number < stages.size() && step >= stages.get(number - 1).until()) {
            number++;
        }
        return number;
    }

    /** What holds for a response; {@link #number} says where it is taken from. */
    public Stage stage(long step) {
        return stages.get(number(step) - 1);
    }

    /** Response lengths of the stages that have one. */
    public List<SamplingPlan.Limit> limits() {
        return stages.stream()
                .map(stage -> new SamplingPlan.Limit(
                        stage.until() == 0 ? Long.MAX_VALUE : stage.until(),
                        stage.maxTokens() == 0 ? Integer.MAX_VALUE : stage.maxTokens()))
                .toList();
    }
}
