package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.window.WindowStatistics;
import java.util.List;

/**
 * The policy has become nearly deterministic: groups no longer differ, and learning ends.
 *
 * @param enabled whether the alarm is used
 * @param share lowest mean entropy, as a share of that of the first sample, in (0, 1)
 */
public record EntropyCollapse(
        @Default("true") boolean enabled, @Default("0.1") double share) implements AlarmRule {
    public EntropyCollapse {
        OptionRules rules = new OptionRules("entropy-collapse");
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
                .filter(samples -> samples.start().mean(WindowStatistics.ENTROPY) > 0)
                .map(samples -> {
                    double now = samples.current().mean(WindowStatistics.ENTROPY);
                    double start = samples.start().mean(WindowStatistics.ENTROPY);
                    return Judgement.atLeast(
                            "",
                            now,
                            share * start,
                            start,
                            "the mean entropy is %.3g nats per token, below %.3g; the first sample had %.3g"
                                    .formatted(now, share * start, start));
                })
                .toList();
    }
}
