package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.eval.AnsweredPrompt;
import io.millrace.jobs.compare.RunFigures.Measured;
import io.millrace.jobs.heldout.HeldOut;
import io.millrace.model.GradedResponse;
import io.millrace.model.PolicyVersion;
import java.util.ArrayList;
import java.util.List;

/** Evaluates policies on the same prompts; hard prompts are those that were hard for the starting policy. */
final class PolicyEvaluator implements AutoCloseable {
    private final HeldOut prompts;
    private final int samples;
    private final double hard;
    private final List<AnsweredPrompt> before;

    /**
     * @param prompts the prompts, with the starting policy in the engine; closed with this object
     * @param samples responses per prompt
     * @param hard prompts are hard if the starting policy's share of correct responses is below this
     */
    PolicyEvaluator(HeldOut prompts, int samples, double hard) {
        this.prompts = requireNonNull(prompts, "prompts");
        this.samples = samples;
        this.hard = hard;
        before = prompts.answers(samples);
    }

    /** The figures of the starting policy. */
    Measured start() {
        return measured(before);
    }

    Measured measure(PolicyVersion version) {
        return measured(prompts.answers(version, samples));
    }

    private Measured measured(List<AnsweredPrompt> now) {
        List<AnsweredPrompt> hardOnes = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (accuracy(before.get(i)) < hard) {
                hardOnes.add(now.get(i));
            }
        }
        return new Measured(
                prompts.statistics(now),
                hardOnes.stream()
                        .mapToDouble(PolicyEvaluator::accuracy)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN));
    }

    private static double accuracy(AnsweredPrompt prompt) {
        return prompt.responses().stream()
                .filter(GradedResponse::graded)
                .mapToDouble(response -> response.correct() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        prompts.close();
    }
}
