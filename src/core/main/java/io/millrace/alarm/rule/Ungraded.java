package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.alarm.Sample;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * Many responses have no verdict, because a verifier failed.
 *
 * @param enabled whether the alarm is used
 * @param share largest share of responses without a verdict, in (0, 1)
 */
public record Ungraded(
        @Default("true") boolean enabled, @Default("0.05") double share) implements AlarmRule {
    public Ungraded {
        OptionRules rules = new OptionRules("ungraded");
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
                    Sample now = samples.current();
                    double value = (double) now.all().ungradedResponses() / now.responses();
                    return Judgement.atMost(
                            "",
                            value,
                            share,
                            "%.0f %% of the responses have no verdict, above %.0f %%; reasons: %s"
                                    .formatted(
                                            100 * value, 100 * share, now.all().ungraded()));
                })
                .toList();
    }
}
