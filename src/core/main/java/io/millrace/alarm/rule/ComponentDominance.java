package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.window.WindowStatistics;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A component of the reward other than the task's explains nearly all differences between rewards: the policy learns that component
 * only.
 *
 * @param enabled whether the alarm is used
 * @param share largest share of the component's variance in the sum of all components' variances, in (0, 1)
 * @param tasks names of the components of tasks, which may dominate
 */
public record ComponentDominance(
        @Default("true") boolean enabled,
        @Default("0.9") double share,

        @Default("[accuracy, answer, digits, autothink.base]")
        List<String> tasks)
        implements AlarmRule {
    public ComponentDominance {
        OptionRules rules = new OptionRules("component-dominance");
        rules.that(share > 0 && share < 1, "share", "must be in (0, 1), was %s", share);
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.SAMPLE;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        return view.samples().stream()
                .flatMap(samples -> judge(samples.current().all()).stream())
                .toList();
    }

    private Optional<Judgement> judge(WindowStatistics now) {
        List<String> names = now.moments().stream()
                .filter(name -> name.startsWith(WindowStatistics.component("")))
                .toList();
        double sum = names.stream().mapToDouble(name -> variance(now, name)).sum();
        if (names.size() < 2 || sum == 0) {
            return Optional.empty();
        }
        String largest = names.stream()
                .filter(name -> tasks.stream().noneMatch(task -> name.equals(WindowStatistics.component(task))))
                .max(Comparator.comparingDouble(name -> variance(now, name)))
                .orElse("");
        double value = largest.isEmpty() ? 0 : variance(now, largest) / sum;
        return Optional.of(Judgement.atMost(
                "",
                value,
                share,
                "%s explains %.0f %% of the differences between rewards, above %.0f %%"
                        .formatted(largest, 100 * value, 100 * share)));
    }

    private static double variance(WindowStatistics now, String name) {
        double deviation = now.moments(name).deviation();
        return deviation * deviation;
    }
}
