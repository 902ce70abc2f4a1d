package io.millrace.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What the methods did in a run.
 *
 * @param groups groups trained
 * @param zeroAdvantage groups among them that taught nothing
 * @param replays remembered responses that joined them (R3)
 * @param reflectionsSent reflection prompts made (R3)
 * @param reflectionsEnded reflection visits that have ended (R3)
 * @param compensationSteps steps on leftovers (RoRecomp)
 * @param compensated leftovers trained by them
 * @param dropped leftovers that were not trained
 * @param thinking which mode was chosen (AutoThink)
 * @param curriculum what became of the training prompts
 */
public record MethodsReport(
        long groups,
        long zeroAdvantage,
        long replays,
        long reflectionsSent,
        long reflectionsEnded,
        long compensationSteps,
        long compensated,
        long dropped,
        Thinking thinking,
        Curriculum curriculum) {
    /**
     * Whether the policy thought where it was free to.
     *
     * @param share of the responses that thought, over all steps, 0..1; NaN while the method is off
     * @param last the same of the last step
     * @param stage the last step's, from 1; NaN while the method is off
     */
    public record Thinking(double share, double last, double stage) {
        /** The method is off. */
        public static final Thinking NONE = new Thinking(Double.NaN, Double.NaN, Double.NaN);

        /** Whether the method was on. */
        boolean known() {
            return Double.isFinite(share);
        }
    }

    /**
     * What the curriculum knew of the training prompts after the last step, as shares of them; NaN while it is off.
     *
     * @param seen those that were visited
     * @param preferred those that it preferred
     * @param easy those whose pass rate was too high
     * @param hard those whose pass rate was too low
     */
    public record Curriculum(double seen, double preferred, double easy, double hard) {
        /** It is off. */
        public static final Curriculum NONE = new Curriculum(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        /** Whether it was on. */
        boolean known() {
            return Double.isFinite(seen);
        }
    }

    /** A line for each method that did something. */
    public List<String> render() {
        List<String> lines = new ArrayList<>();
        if (replays > 0) {
            lines.add("replays: %,d remembered responses joined %,d groups, of which %,d taught nothing all the same"
                    .formatted(replays, groups, zeroAdvantage));
        }
        if (reflectionsSent > 0) {
            lines.add("reflections: %,d sent, %,d of them sampled and ended"
                    .formatted(reflectionsSent, reflectionsEnded));
        }
        if (thinking.known()) {
            lines.add("thinking: %.0f %% of the responses, %.0f %% in the last step, which was of stage %.0f"
                    .formatted(100 * thinking.share(), 100 * thinking.last(), thinking.stage()));
        }
        if (curriculum.known()) {
            lines.add(
                    "curriculum: %.0f %% of the training prompts visited; %.0f %% preferred, %.0f %% too easy, %.0f %% too hard"
                            .formatted(
                                    100 * curriculum.seen(),
                                    100 * curriculum.preferred(),
                                    100 * curriculum.easy(),
                                    100 * curriculum.hard()));
        }
        if (compensated + dropped > 0) {
            lines.add("leftovers: %,d trained in %,d compensation steps, %,d dropped"
                    .formatted(compensated, compensationSteps, dropped));
        }
        return lines;
    }
}
