package io.millrace.operators.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metric.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LearnerGaugesTest {
    private final Map<String, Gauge<?>> byName = new HashMap<>();
    private final LearnerGauges gauges = new LearnerGauges(new UnregisteredMetricsGroup() {
        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            assertThat(byName.put(name, gauge)).as(name).isNull();
            return gauge;
        }
    });

    private Object value(String name) {
        return byName.get(name).getValue();
    }

    @Test
    void figuresOfAutoThinkAreThoseOfTheLastStep() {
        assertThat(value("think_share")).isEqualTo(Double.NaN);
        gauges.update(List.of(Map.of("think_share", 0.25, "autothink_stage", 1.0, "learner_step", 1.0)));
        assertThat(value(Metric.THINK_SHARE.key())).isEqualTo(0.25);
        assertThat(value(Metric.AUTOTHINK_STAGE.key())).isEqualTo(1.0);
    }

    @Test
    void aComponentOfTheRewardIsAGaugeFromItsFirstStepOn() {
        assertThat(byName).doesNotContainKey("reward_short");
        gauges.update(List.of(Map.of("reward_short", 0.5)));
        gauges.update(List.of(Map.of("reward_short", 0.75)));
        assertThat(value("reward_short")).isEqualTo(0.75);
        gauges.update(List.of(Map.of("reward", 1.0)));
        assertThat(value("reward_short")).as("nobody earned it").isEqualTo(Double.NaN);
    }

    @Test
    void aStageIsToldOfOnceWithTheFirstStepOfItsResponses() {
        StageNews news = new StageNews();
        assertThat(news.news(Map.of("learner_step", 1.0))).isEmpty();
        assertThat(news.news(Map.of("learner_step", 2.0, "autothink_stage", 1.0)))
                .hasValue("AutoThink: stage 1 at step 2");
        assertThat(news.news(Map.of("learner_step", 3.0, "autothink_stage", 1.0)))
                .isEmpty();
        assertThat(news.news(Map.of("learner_step", 4.0)))
                .as("nothing was trained")
                .isEmpty();
        assertThat(news.news(Map.of("learner_step", 5.0, "autothink_stage", 1.25)))
                .hasValue("AutoThink: stage 2 at step 5");
        assertThat(news.news(Map.of("learner_step", 6.0, "autothink_stage", 2.0)))
                .isEmpty();
    }
}
