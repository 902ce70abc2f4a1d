package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.window.Moments;
import io.millrace.window.WindowStatistics;
import java.util.List;

/**
 * The mean reward falls far below the best one of the run.
 *
 * @param enabled whether the alarm is used
 * @param drop largest fall of the mean below that of the best sample, in standard deviations of the rewards of a sample, above 0
 */
public record RewardCollapse(
        @Default("true") boolean enabled, @Default("0.75") double drop) implements AlarmRule {
    public RewardCollapse {
        OptionRules rules = new OptionRules("reward-collapse");
        rules.that(drop > 0, "drop", "must be > 0, was %s", drop);
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.SAMPLE;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        return view.samples().stream()
                .map(samples -> {
                    Moments now = samples.current().all().moments(WindowStatistics.REWARD);
                    Moments best = samples.best().all().moments(WindowStatistics.REWARD);
                    double bound = best.mean() - drop * Math.max(now.deviation(), best.deviation());
                    return Judgement.atLeast(
                            "",
                            now.mean(),
                            bound,
                            best.mean(),
                            "the mean reward is %.3g, below %.3g; the best sample had %.3g"
                                    .formatted(now.mean(), bound, best.mean()));
                })
                .toList();
    }
}
