package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.learner.StepRecord;
import io.millrace.metric.Metric;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * The log-probs of the learner differ much from those of the sampler: they compute different policies, or responses are too stale.
 *
 * @param enabled whether the alarm is used
 * @param factor largest mean gap, as a multiple of that of the first steps, above 1
 * @param least gap below which the alarm is silent, in nats per token, at least 0
 */
public record LogProbGap(
        @Default("true") boolean enabled,
        @Default("5.0") double factor,
        @Default("0.05") double least) implements AlarmRule {
    public LogProbGap {
        OptionRules rules = new OptionRules("log-prob-gap");
        rules.that(factor > 1, "factor", "must be > 1, was %s", factor);
        rules.that(least >= 0, "least", "must be >= 0, was %s", least);
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.STEPS;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        double now = mean(view.steps());
        double first = mean(view.firstSteps());
        if (Double.isNaN(now) || Double.isNaN(first)) {
            return List.of();
        }
        double bound = Math.max(least, factor * first);
        return List.of(Judgement.atMost(
                "",
                now,
                bound,
                "the log-probs of learner and sampler differ by %.3g nats per token, above %.3g; at first by %.3g"
                        .formatted(now, bound, first)));
    }

    private static double mean(List<StepRecord> steps) {
        return steps.stream()
                .flatMapToDouble(step -> step.value(Metric.LOG_PROB_GAP).stream())
                .average()
                .orElse(Double.NaN);
    }
}
