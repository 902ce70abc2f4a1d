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
 * Responses become much longer than at the start.
 *
 * @param enabled whether the alarm is used
 * @param factor largest mean length, as a multiple of that of the first sample, above 1
 */
public record LengthExplosion(
        @Default("true") boolean enabled, @Default("2.0") double factor) implements AlarmRule {
    public LengthExplosion {
        OptionRules rules = new OptionRules("length-explosion");
        rules.that(factor > 1, "factor", "must be > 1, was %s", factor);
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
                    double now = samples.current().mean(WindowStatistics.LENGTH);
                    double start = samples.start().mean(WindowStatistics.LENGTH);
                    return Judgement.atMost(
                            "",
                            now,
                            factor * start,
                            start,
                            "the mean response length is %.0f tokens, above %.0f; the first sample had %.0f"
                                    .formatted(now, factor * start, start));
                })
                .toList();
    }
}
