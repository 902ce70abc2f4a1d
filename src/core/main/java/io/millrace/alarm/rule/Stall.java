package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.time.Duration;
import java.util.List;

/**
 * No stage of the stream makes progress although there is input.
 *
 * @param enabled whether the alarm is used
 * @param after longest time without progress, above 0 s
 */
public record Stall(
        @Default("true") boolean enabled, @Default("5 min") Duration after) implements AlarmRule {
    public Stall {
        OptionRules rules = new OptionRules("stall");
        rules.that(!after.isNegative() && !after.isZero(), "after", "must be > 0 s, was %d s", after.toSeconds());
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.TIME;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        double idle = view.health().idle().toSeconds();
        return List.of(Judgement.atMost(
                "",
                idle,
                after.toSeconds(),
                "no stage has made progress for %.0f s%s"
                        .formatted(idle, stage(view.health().idleStage()))));
    }

    private static String stage(String name) {
        return name.isEmpty() ? "" : "; " + name + " stopped first";
    }
}
