package io.millrace.jobs.folder;

import io.millrace.metric.Metric;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of a run's optimizer steps, added up; one that a step does not have counts as 0.
 *
 * @param all of each step by name, in the order in which they were published
 */
public record Steps(List<Map<String, Double>> all) {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    private static final String GROUPS = "groups";
    private static final String RESPONSES = "responses";

    public Steps {
        all = List.copyOf(all);
    }

    /** The steps that a run has published so far. */
    public static Steps of(RunFolder folder) throws IOException {
        return of(folder, LOG::warn);
    }

    /**
     * The steps that a run has published so far.
     *
     * @param damaged takes what is said of each line that is none; it is left out
     */
    public static Steps of(RunFolder folder, Consumer<String> damaged) throws IOException {
        return new Steps(RunFiles.steps(folder, damaged));
    }

    /** The last one on fresh visits, counted from 1; 0 without any. What came later is taken again when a run is resumed. */
    public long last() {
        return (long) largest(Metric.LEARNER_STEP.key());
    }

    /** Those after a step. */
    public Steps after(long step) {
        return where(figures -> figure(figures, Metric.LEARNER_STEP.key()) > step);
    }

    /** Those on leftovers. */
    public Steps compensations() {
        return where(figures -> figure(figures, "compensation") > 0);
    }

    /** Those that have a figure. */
    public Steps telling(Metric metric) {
        return where(figures -> figures.containsKey(metric.key()));
    }

    private Steps where(Predicate<Map<String, Double>> wanted) {
        return new Steps(all.stream().filter(wanted).toList());
    }

    public double sum(String name) {
        return sum(step -> figure(step, name));
    }

    public double largest(String name) {
        return all.stream().mapToDouble(step -> figure(step, name)).max().orElse(0);
    }

    /** Response tokens sampled on the visits that were trained. */
    public double tokens() {
        return sumOverResponses(Metric.RESPONSE_TOKENS);
    }

    /** Sum over all responses of a mean over responses. */
    double sumOverResponses(Metric mean) {
        return sum(step -> figure(step, RESPONSES) * figure(step, mean.key()));
    }

    /** Mean over all responses of a mean over responses; NaN without responses. */
    public double meanOverResponses(Metric mean) {
        return sumOverResponses(mean) / sum(RESPONSES);
    }

    /** Mean over all groups of a share of groups; NaN without groups. */
    public double meanOverGroups(Metric share) {
        return sum(step -> figure(step, GROUPS) * figure(step, share.key())) / sum(GROUPS);
    }

    private double sum(ToDoubleFunction<Map<String, Double>> value) {
        return all.stream().mapToDouble(value).sum();
    }

    private static double figure(Map<String, Double> step, String name) {
        return step.getOrDefault(name, 0.0);
    }
}
