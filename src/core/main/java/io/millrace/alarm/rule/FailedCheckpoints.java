package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * Checkpoints fail one after another: nothing is published, and a failure loses progress.
 *
 * @param enabled whether the alarm is used
 * @param inARow largest number of checkpoints that fail in a row, at least 1
 */
public record FailedCheckpoints(
        @Default("true") boolean enabled, @Default("2") long inARow) implements AlarmRule {
    public FailedCheckpoints {
        OptionRules rules = new OptionRules("failed-checkpoints");
        rules.that(inARow >= 1, "inARow", "must be >= 1, was %d", inARow);
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.TIME;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        long failed = view.health().failedCheckpoints();
        return List.of(Judgement.atMost(
                "", failed, inARow, "the last %d checkpoints failed; the cause is in the log".formatted(failed)));
    }
}
