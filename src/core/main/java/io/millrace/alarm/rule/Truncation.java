package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * Many responses end at their token limit, more than at the start.
 *
 * @param enabled whether the alarm is used
 * @param share largest share of truncated responses, in (0, 1)
 */
public record Truncation(
        @Default("true") boolean enabled, @Default("0.3") double share) implements AlarmRule {
    public Truncation {
        OptionRules rules = new OptionRules("truncation");
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
                .map(samples -> {
                    double now = samples.current().truncated();
                    double bound =
                            Math.max(share, Math.min(1, 1.5 * samples.start().truncated()));
                    return Judgement.atMost(
                            "",
                            now,
                            bound,
                            "%.0f %% of the responses were truncated, above %.0f %%; in the first sample %.0f %%"
                                    .formatted(
                                            100 * now,
                                            100 * bound,
                                            100 * samples.start().truncated()));
                })
                .toList();
    }
}
