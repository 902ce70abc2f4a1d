package io.millrace.jobs.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.json.JsonMappers;
import io.millrace.metric.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerting rules for Prometheus, {@code deploy/prometheus/rules.yml}: those that metrics alone can judge. A run's own alarms look at
 * distributions as well.
 */
final class PrometheusRules {
    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofMinutes(10);

    private PrometheusRules() {}

    /**
     * A rule.
     *
     * @param name of the alert
     * @param metric that it is about
     * @param expression in the language of Prometheus
     * @param duration time for which it must hold
     */
    record Rule(String name, Metric metric, String expression, Duration duration) {}

    /** All rules. */
    static List<Rule> all() {
        return List.of(
                above("MillraceUngraded", Metric.RESPONSES_UNGRADED, Metric.RESPONSES_GRADED, 0.05),
                above("MillraceSamplingFailures", Metric.SAMPLING_FAILURES, Metric.VISITS_READ, 0.01),
                above("MillraceTooStale", Metric.VISITS_TOO_STALE, Metric.VISITS_READ, 0.25),
                new Rule(
                        "MillraceNoStep",
                        Metric.LEARNER_STEP,
                        "max by (run, job_name) (changes(%s[10m])) == 0"
                                .formatted(Panels.selected(Metric.LEARNER_STEP)),
                        SHORT),
                new Rule(
                        "MillraceVerifierOutage",
                        Metric.VERIFIER_CIRCUITS_OPEN,
                        Panels.query(Metric.VERIFIER_CIRCUITS_OPEN) + " > 0",
                        SHORT),
                new Rule(
                        "MillraceNoLearningSignal",
                        Metric.ZERO_ADVANTAGE,
                        Panels.query(Metric.ZERO_ADVANTAGE) + " > 0.9",
                        LONG),
                new Rule(
                        "MillraceLogProbGap", Metric.LOG_PROB_GAP, Panels.query(Metric.LOG_PROB_GAP) + " > 0.2", LONG));
    }

    private static Rule above(String name, Metric metric, Metric of, double share) {
        return new Rule(name, metric, "%s > %s * %s".formatted(Panels.query(metric), share, Panels.query(of)), SHORT);
    }

    /** The file. */
    static String yaml() {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Rule rule : all()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("alert", rule.name());
            one.put("expr", rule.expression());
            one.put("for", rule.duration().toMinutes() + "m");
            one.put("labels", Map.of("severity", "warning"));
            Map<String, String> annotations = new LinkedHashMap<>();
            annotations.put(
                    "summary",
                    "{{ $labels.run }}{{ $labels.job_name }}: " + rule.metric().key());
            annotations.put(
                    "description",
                    "%s; a problem if: %s"
                            .formatted(rule.metric().meaning(), rule.metric().bad()));
            one.put("annotations", annotations);
            rules.add(one);
        }
        try {
            return "# Generated from io.millrace.jobs.prometheus.PrometheusRules; renew it with\n"
                    + "# ./mvnw -pl flink-jobs -am test -Dtest=PrometheusRulesTest -Dmillrace.renew=true\n"
                    + JsonMappers.yaml().build().writeValueAsString(Map.of("groups", List.of(group(rules))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rules: must be writable", e);
        }
    }

    private static Map<String, Object> group(List<Map<String, Object>> rules) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", "millrace");
        group.put("rules", rules);
        return group;
    }
}
