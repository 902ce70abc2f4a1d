package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * A remote verifier is unavailable: groups wait for it, and are ungraded after its patience.
 *
 * @param enabled whether the alarm is used
 */
public record VerifierOutage(@Default("true") boolean enabled) implements AlarmRule {
    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.TIME;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        int open = view.health().openCircuits();
        return List.of(Judgement.atMost("", open, 0, "%d remote verifiers are unavailable".formatted(open)));
    }
}
