package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Judgement;
import io.millrace.check.OptionRules;
import io.millrace.model.VisitEnd;
import io.millrace.plugin.Default;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Many groups are dropped because their responses exceed the staleness bound: samplers use old weights, or the learner is too fast.
 *
 * @param enabled whether the alarm is used
 * @param share largest share of ended visits that were too stale, in (0, 1)
 */
public record Staleness(
        @Default("true") boolean enabled, @Default("0.25") double share) implements AlarmRule {
    public Staleness {
        OptionRules rules = new OptionRules("staleness");
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
                .flatMap(samples -> {
                    Map<String, Long> ends = samples.current().all().ends();
                    long all = ends.values().stream().mapToLong(Long::longValue).sum();
                    double now = (double) ends.getOrDefault(VisitEnd.Kind.TOO_STALE.name(), 0L) / all;
                    return Stream.of(Judgement.atMost(
                                    "",
                                    now,
                                    share,
                                    "%.0f %% of the visits were dropped as too stale, above %.0f %%"
                                            .formatted(100 * now, 100 * share)))
                            .filter(judgement -> all > 0);
                })
                .toList();
    }
}
