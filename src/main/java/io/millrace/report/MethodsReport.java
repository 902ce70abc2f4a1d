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
 */
public record MethodsReport(
        long groups,
        long zeroAdvantage,
        long replays,
        long reflectionsSent,
        long reflectionsEnded,
        long compensationSteps,
        long compensated,
        long dropped) {
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
        if (compensated + dropped > 0) {
            lines.add("leftovers: %,d trained in %,d compensation steps, %,d dropped"
                    .formatted(compensated, compensationSteps, dropped));
        }
        return lines;
    }
}
