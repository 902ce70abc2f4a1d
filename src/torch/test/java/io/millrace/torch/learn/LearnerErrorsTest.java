package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.huggingface.FloatType;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.model.LogProbs;
import io.millrace.model.LogProbs.Scale;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.TestModels;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearnerErrorsTest {
    private static final TokenIds ONE = new TokenIds(1);

    private DjlLearner learner;
    private float[] before;

    @BeforeEach
    void open() {
        learner = LearnerKit.learner(
                TestModels.LLAMA, LearnerKit.config(LossConfigs.of(Objective.CLIP), LearnerKit.adamW(4096)));
        before = LearnerKit.values(learner.snapshot());
    }

    @AfterEach
    void weightsAreUnchanged() {
        assertThat(LearnerKit.values(learner.snapshot())).containsExactly(before);
        assertThat(learner.step()).isZero();
        learner.close();
    }

    @Test
    void filteredLogProbsAreRefused() {
        refuses(
                TrainingRows.row("q", ONE, ONE, new LogProbs(Scale.FILTERED, -1), 1),
                "minibatch 0/3: row of q: behaviour log-probs must be RAW or SCALED, was FILTERED: sample with topP 1 and"
                        + " topK 0, or have the engine report log-probs before filtering");
    }

    @Test
    void scaledLogProbsNeedTheTemperature() {
        refuses(
                TrainingRows.row("q", ONE, ONE, new LogProbs(Scale.SCALED, -1), 1),
                "minibatch 0/3: row of q: behaviour log-probs must be RAW as the learner's temperature is 1, was SCALED:"
                        + " set the learner's temperature to the sampling temperature");
    }

    @Test
    void tokensOutsideTheVocabularyAreRefused() {
        refuses(
                TrainingRows.row("q", ONE, new TokenIds(24), LogProbs.NONE, 1),
                "minibatch 0/3: row of q: token ids must be in [0, 24), was 24");
        refuses(
                TrainingRows.row("q", new TokenIds(-1), ONE, LogProbs.NONE, 1),
                "minibatch 0/3: row of q: token ids must be in [0, 24), was -1");
    }

    @Test
    void aRowThatExceedsTheContextIsRefused() {
        refuses(
                TrainingRows.row("q", new TokenIds(new int[512]), ONE, LogProbs.NONE, 1),
                "minibatch 0/3: row of q: prompt and response together must have at most the model's 512 tokens, had 513");
    }

    @Test
    void anAdvantageThatIsNotFiniteIsRefused() {
        refuses(
                TrainingRows.row("q", ONE, ONE, LogProbs.NONE, Float.NaN),
                "minibatch 0/3: row of q: advantage of token 0 must be finite, was NaN");
    }

    @Test
    void aBehaviourLogProbThatIsNotFiniteIsRefused() {
        refuses(
                TrainingRows.row("q", ONE, ONE, new LogProbs(Scale.RAW, Float.NEGATIVE_INFINITY), 1),
                "minibatch 0/3: row of q: behaviour log-prob of token 0 must be finite, was -Infinity");
    }

    @Test
    void aLossThatIsNotFiniteChangesNothing() {
        // A negative advantage is not clipped from above, and nothing bounds it.
        refuses(
                TrainingRows.row("q", ONE, ONE, new LogProbs(Scale.RAW, -1000), -1e31f),
                "minibatch 0/3: loss must be finite, was Infinity; the weights stay as they were");
    }

    @Test
    void aGradientThatIsNotFiniteChangesNothing() {
        refuses(
                TrainingRows.row("q", ONE, ONE, LogProbs.NONE, 1e30f),
                "minibatch 0/3: gradient norm must be finite, was Infinity; the weights stay as they were");
    }

    @Test
    void aLearnerContinuesAfterARefusedMinibatch() {
        aGradientThatIsNotFiniteChangesNothing();
        List<TrainingRow> rows = LearnerKit.rows(TestModels.LLAMA, 1, 3);
        learner.train(TrainingRows.minibatch(rows));
        before = LearnerKit.values(learner.snapshot());
        try (DjlLearner fresh = LearnerKit.learner(
                TestModels.LLAMA, LearnerKit.config(LossConfigs.of(Objective.CLIP), LearnerKit.adamW(4096)))) {
            fresh.train(TrainingRows.minibatch(rows));
            assertThat(LearnerKit.values(fresh.snapshot())).containsExactly(before);
        }
        learner.close();
        open();
    }

    @Test
    void aTemperatureOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TrainingSettings(LossConfigs.of(Objective.CLIP), LearnerKit.adamW(1), 0, FloatType.F32))
                .withMessage("learner: temperature must be finite and > 0, was 0.0");
    }

    private void refuses(TrainingRow row, String message) {
        TrainingRow fine = TrainingRows.row("fine", ONE, ONE, LogProbs.NONE, 1);
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> learner.train(TrainingRows.minibatch(List.of(fine, row))))
                .withMessage(message);
    }
}
