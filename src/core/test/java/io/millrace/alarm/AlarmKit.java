package io.millrace.alarm;

import io.millrace.learner.StepRecord;
import io.millrace.model.PolicySteps;
import io.millrace.window.Count;
import io.millrace.window.ResponseId;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowKey;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Samples of generated responses. */
final class AlarmKit {
    private AlarmKit() {}

    /** A part with the statistics that {@code fill} adds. */
    static WindowPart part(long number, String source, String mode, Consumer<WindowStatistics> fill) {
        WindowStatistics statistics = new WindowStatistics(0);
        fill.accept(statistics);
        SeriesKey series = new SeriesKey(source, "math", mode, PolicySteps.NONE);
        return new WindowPart(
                WindowKey.at(10_000 * number, 10, series),
                number,
                true,
                10_000 * number + 9_999,
                PolicySteps.NONE,
                statistics);
    }

    /** Adds graded responses, each correct with a probability and with a reward of 1 or 0. */
    static Consumer<WindowStatistics> responses(int count, double correct, long seed) {
        return statistics -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < count; i++) {
                boolean is = random.nextDouble() < correct;
                statistics.count(Count.RESPONSES, 1);
                statistics.count(is ? Count.CORRECT : Count.INCORRECT, 1);
                statistics.reward(is ? 1 : 0, new ResponseId("q" + i, 0, 0));
            }
        };
    }

    static Sample sample(WindowPart... parts) {
        Sample sample = new Sample();
        for (WindowPart part : parts) {
            sample.add(part);
        }
        return sample;
    }

    /** A sample of one source. */
    static Sample sample(Consumer<WindowStatistics> fill) {
        return sample(part(0, "gsm8k", SeriesKey.NO_MODE, fill));
    }

    static AlarmView view(Sample start, Sample now) {
        return new AlarmView(
                Optional.of(new AlarmView.Samples(now, start, start, start)),
                List.of(),
                List.of(),
                StreamHealth.UNKNOWN);
    }

    static AlarmView view(StreamHealth health) {
        return new AlarmView(Optional.empty(), List.of(), List.of(), health);
    }

    static AlarmView view(List<StepRecord> first, List<StepRecord> steps) {
        return new AlarmView(Optional.empty(), steps, first, StreamHealth.UNKNOWN);
    }
}
