package io.millrace.jobs.run;

import io.millrace.metric.Metric;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The figures of a run's optimizer steps, added up.
 *
 * @param all of each step by name, in the order in which they were published
 */
public record Steps(List<Map<String, Double>> all) {
    public Steps {
        all = List.copyOf(all);
    }

    /** What a run has published so far. */
    public static Steps of(RunFolder folder) throws IOException {
        return new Steps(RunFiles.steps(folder));
    }

    /** Response tokens sampled on the visits that were trained. */
    public double tokens() {
        return all.stream()
                .mapToDouble(step -> figure(step, "responses") * figure(step, Metric.RESPONSE_TOKENS.key()))
                .sum();
    }

    /** Mean over all groups of a share of groups; NaN without groups. */
    public double meanOverGroups(Metric share) {
        double groups = all.stream().mapToDouble(step -> figure(step, "groups")).sum();
        return all.stream()
                        .mapToDouble(step -> figure(step, share.key()) * figure(step, "groups"))
                        .sum()
                / groups;
    }

    private static double figure(Map<String, Double> step, String name) {
        return step.getOrDefault(name, 0.0);
    }
}
