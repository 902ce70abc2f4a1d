package io.millrace.operators.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.learner.StepCodec;
import io.millrace.method.MethodFigure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LearnerGaugesTest {
    private final Map<String, Gauge<?>> byName = new HashMap<>();
    private final LearnerGauges gauges = new LearnerGauges(
            new UnregisteredMetricsGroup() {
                @Override
                public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
                    assertThat(byName.put(name, gauge)).as(name).isNull();
                    return gauge;
                }
            },
            List.of(new MethodFigure(MethodFigure.Of.STEPS, "own_share", "0..1", "share of a method", "falls")),
            List.of(step -> Optional.of("step " + step.position().learnerStep())));

    private Object value(String name) {
        return byName.get(name).getValue();
    }

    @Test
    void figuresOfAMethodAreThoseOfTheLastStep() {
        assertThat(value("own_share")).isEqualTo(Double.NaN);
        gauges.update(List.of(StepCodec.read(Map.of("own_share", 0.25, "learner_step", 1.0))));
        assertThat(value("own_share")).isEqualTo(0.25);
        gauges.update(List.of(StepCodec.read(Map.of("learner_step", 2.0))));
        assertThat(value("own_share")).as("unknown in this step").isEqualTo(Double.NaN);
    }

    @Test
    void aComponentOfTheRewardIsAGaugeFromItsFirstStepOn() {
        assertThat(byName).doesNotContainKey("reward_short");
        gauges.update(List.of(StepCodec.read(Map.of("reward_short", 0.5))));
        gauges.update(List.of(StepCodec.read(Map.of("reward_short", 0.75))));
        assertThat(value("reward_short")).isEqualTo(0.75);
        gauges.update(List.of(StepCodec.read(Map.of("reward", 1.0))));
        assertThat(value("reward_short")).as("no response earned it").isEqualTo(Double.NaN);
    }
}
