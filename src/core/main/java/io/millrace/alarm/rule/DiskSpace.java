package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * The disk of the run's folder is nearly full.
 *
 * @param enabled whether the alarm is used
 * @param least smallest free space, in bytes, at least 1
 */
public record DiskSpace(
        @Default("true") boolean enabled,
        @Default("1073741824") long least) implements AlarmRule {
    private static final double MEBI = 1 << 20;

    public DiskSpace {
        OptionRules rules = new OptionRules("disk-space");
        rules.that(least >= 1, "least", "must be >= 1, was %d", least);
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.TIME;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        double free = view.health().freeBytes();
        return List.of(Judgement.atLeast(
                "",
                free,
                least,
                2.0 * least,
                "%.0f MiB are free on the disk of the run, below %.0f MiB".formatted(free / MEBI, least / MEBI)));
    }
}
