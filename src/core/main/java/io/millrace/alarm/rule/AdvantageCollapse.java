package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * Nearly all groups have equal rewards and teach nothing: the prompts are too easy or too hard for the policy.
 *
 * @param enabled whether the alarm is used
 * @param rate largest share of groups with all-zero advantages among those trained on, in (0, 1]
 */
public record AdvantageCollapse(
        @Default("true") boolean enabled, @Default("0.9") double rate) implements AlarmRule {
    public AdvantageCollapse {
        OptionRules rules = new OptionRules("advantage-collapse");
        rules.that(rate > 0 && rate <= 1, "rate", "must be in (0, 1], was %s", rate);
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.SAMPLE;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        return view.samples().stream()
                .filter(samples -> samples.current().all().groupsWithAdvantages() > 0)
                .map(samples -> {
                    double now = samples.current().all().collapseRate();
                    return Judgement.atMost(
                            "",
                            now,
                            rate,
                            "the advantages of %.0f %% of the groups are all 0, above %.0f %%"
                                    .formatted(100 * now, 100 * rate));
                })
                .toList();
    }
}
