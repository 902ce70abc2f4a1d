package io.millrace.method.autothink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.learner.StepCodec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageLoggerTest {
    @Test
    void aStageIsReportedOnceWithTheFirstStepOfItsResponses() {
        StageLogger news = new StageLogger();
        assertThat(news.of(StepCodec.read(Map.of("learner_step", 1.0)))).isEmpty();
        assertThat(news.of(StepCodec.read(Map.of("learner_step", 2.0, "autothink_stage", 1.0))))
                .hasValue("AutoThink: stage 1 at step 2");
        assertThat(news.of(StepCodec.read(Map.of("learner_step", 3.0, "autothink_stage", 1.0))))
                .isEmpty();
        assertThat(news.of(StepCodec.read(Map.of("learner_step", 4.0))))
                .as("nothing was trained")
                .isEmpty();
        assertThat(news.of(StepCodec.read(Map.of("learner_step", 5.0, "autothink_stage", 1.25))))
                .hasValue("AutoThink: stage 2 at step 5");
        assertThat(news.of(StepCodec.read(Map.of("learner_step", 6.0, "autothink_stage", 2.0))))
                .isEmpty();
    }
}
