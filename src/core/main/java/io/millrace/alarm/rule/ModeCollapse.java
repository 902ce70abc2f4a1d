package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.alarm.Sample;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.window.Count;
import java.util.List;

/**
 * One of two modes, thinking or not, has nearly vanished although both occurred at the start (AutoThink).
 *
 * @param enabled whether the alarm is used
 * @param share lowest share of the rarer mode, in (0, 0.5)
 */
public record ModeCollapse(
        @Default("true") boolean enabled, @Default("0.02") double share) implements AlarmRule {
    private static final String THINK = "think";
    private static final String NO_THINK = "no-think";

    public ModeCollapse {
        OptionRules rules = new OptionRules("mode-collapse");
        rules.that(share > 0 && share < 0.5, "share", "must be in (0, 0.5), was %s", share);
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.SAMPLE;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        return view.samples().stream()
                .filter(samples -> rarer(samples.start()) > 2 * share)
                .map(samples -> {
                    double now = rarer(samples.current());
                    return Judgement.atLeast(
                            "",
                            now,
                            share,
                            rarer(samples.start()),
                            "only %.1f %% of the responses are of the rarer mode (thinking or not), below %.1f %%; in the first sample %.0f %%"
                                    .formatted(100 * now, 100 * share, 100 * rarer(samples.start())));
                })
                .toList();
    }

    /** Share of the rarer mode; 0 without modes. */
    private static double rarer(Sample sample) {
        double think = sample.mode(THINK).count(Count.RESPONSES);
        double other = sample.mode(NO_THINK).count(Count.RESPONSES);
        return think + other == 0 ? 0 : Math.min(think, other) / (think + other);
    }
}
