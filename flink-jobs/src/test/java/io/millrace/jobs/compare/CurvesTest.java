package io.millrace.jobs.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learner.StepCodec;
import io.millrace.learner.Steps;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CurvesTest {
    private static Map<String, Double> step(double accuracy, double sampled) {
        return Map.of("accuracy", accuracy, "response_tokens", 10.0, "sampled_tokens", sampled);
    }

    private static Steps steps(int count, IntToDoubleFunction accuracy) {
        return new Steps(IntStream.range(0, count)
                .mapToObj(i -> StepCodec.read(step(accuracy.applyAsDouble(i), 100.0 * (i + 1))))
                .toList());
    }

    @Test
    void aLongRunIsAveragedToAFewPoints() {
        List<RunFigures.Point> curve = Curves.of(steps(100, i -> i));

        assertThat(curve).hasSize(20);
        assertThat(curve.get(0)).isEqualTo(new RunFigures.Point(500, 2, 10));
        assertThat(curve.get(19)).isEqualTo(new RunFigures.Point(10_000, 97, 10));
    }

    @Test
    void compensationStepsAreNotPoints() {
        Steps steps = new Steps(Stream.of(step(0.5, 100), Map.of("compensation", 1.0, "sampled_tokens", 100.0))
                .map(StepCodec::read)
                .toList());

        assertThat(Curves.of(steps)).hasSize(1);
    }

    @Test
    void aConstantAccuracyDoesNotFluctuate() {
        assertThat(Curves.fluctuation(steps(40, i -> 0.5))).isZero();
    }

    @Test
    void fluctuationMeasuresTheHeightOfOscillations() {
        assertThat(Curves.fluctuation(steps(200, i -> i % 2 == 0 ? 0.4 : 0.6))).isCloseTo(0.1, within(0.01));
    }

    @Test
    void aRunWithoutStepsHasNoCurve() {
        assertThat(Curves.of(steps(0, i -> 0))).isEmpty();
        assertThat(Curves.fluctuation(steps(0, i -> 0))).isNaN();
    }
}
