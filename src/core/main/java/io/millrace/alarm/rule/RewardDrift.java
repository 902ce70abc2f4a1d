package io.millrace.alarm.rule;

import io.millrace.alarm.AlarmRule;
import io.millrace.alarm.AlarmTrigger;
import io.millrace.alarm.AlarmView;
import io.millrace.alarm.Drift;
import io.millrace.alarm.Judgement;
import io.millrace.alarm.Sample;
import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.window.Count;
import io.millrace.window.WindowStatistics;
import java.util.List;
import java.util.Optional;

/**
 * The distribution of rewards of a source changes: against the sample before it in any way, against the first sample if the
 * mean has fallen, since training is meant to raise it. Measured by the population stability index.
 *
 * @param enabled whether the alarm is used
 * @param bound largest index, above 0; 0.25 is usually called a large change
 * @param responses minimum number of responses of a source in a sample, at least 1
 */
public record RewardDrift(
        @Default("true") boolean enabled,
        @Default("0.25") double bound,
        @Default("100") int responses) implements AlarmRule {
    public RewardDrift {
        OptionRules rules = new OptionRules("reward-drift");
        rules.that(bound > 0, "bound", "must be > 0, was %s", bound);
        rules.that(responses >= 1, "responses", "must be >= 1, was %d", responses);
        rules.done();
    }

    @Override
    public AlarmTrigger trigger() {
        return AlarmTrigger.SAMPLE;
    }

    @Override
    public List<Judgement> judge(AlarmView view) {
        return view.samples().stream()
                .flatMap(samples -> samples.current().sources().entrySet().stream()
                        .filter(source -> source.getValue().count(Count.RESPONSES) >= responses)
                        .flatMap(source -> judge(source.getKey(), source.getValue(), samples).stream()))
                .toList();
    }

    private Optional<Judgement> judge(String source, WindowStatistics now, AlarmView.Samples samples) {
        double before = psi(now, samples.previous(), source);
        double start = hasFallen(now, samples.start(), source) ? psi(now, samples.start(), source) : Double.NaN;
        double index = Double.isNaN(before) || start > before ? start : before;
        if (Double.isNaN(index)) {
            return Optional.empty();
        }
        String reference = index == before ? "the sample before it" : "the first sample";
        return Optional.of(Judgement.atMost(
                source,
                index,
                bound,
                "the distribution of rewards differs from %s: population stability index %.2f, above %.2f"
                        .formatted(reference, index, bound)));
    }

    private double psi(WindowStatistics now, Sample reference, String source) {
        WindowStatistics was = reference.sources().get(source);
        return was == null || was.count(Count.RESPONSES) < responses
                ? Double.NaN
                : Drift.psi(now.histogram(WindowStatistics.REWARD), was.histogram(WindowStatistics.REWARD));
    }

    private static boolean hasFallen(WindowStatistics now, Sample start, String source) {
        WindowStatistics was = start.sources().get(source);
        return was != null
                && now.moments(WindowStatistics.REWARD).mean()
                        < was.moments(WindowStatistics.REWARD).mean();
    }
}
