package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.SampledGroup;
import io.millrace.model.Verdict;
import io.millrace.task.Answer;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import org.junit.jupiter.api.Test;

class GradeTest {
    @Test
    void everyResponseGetsItsVerdictAndRewards() {
        Grade grade = new Grade(CharTokens.digits(), Tasks.of(new DigitsTask(new DigitsConfig(9, true))));
        SampledGroup group = Samples.group(
                Samples.digits("8,3:9,1"),
                Samples.answered(0, "7"),
                Samples.answered(1, "2"),
                Samples.truncated(2, "7"));
        GradedGroup graded = grade.apply(group);
        assertThat(graded.visit()).isEqualTo(group.visit());
        assertThat(graded.prompt()).isEqualTo(group.prompt());
        assertThat(graded.responses()).extracting(GradedResponse::correct).containsExactly(true, false, false);
        assertThat(graded.responses()).extracting(GradedResponse::reward).containsExactly(1.0, 0.0, 0.5);
    }

    @Test
    void anUnknownTaskLeavesTheResponseUngraded() {
        Grade grade = new Grade(CharTokens.digits(), Tasks.of(new DigitsTask(new DigitsConfig(9, true))));
        GradedResponse graded = grade.grade(Samples.prompt("8,3:9,1", "chess"), Samples.answered(0, "7"));
        assertThat(graded.verdict()).isEqualTo(Verdict.ungraded("task must be one of digits, was chess"));
        assertThat(graded.rewards()).isEqualTo(Rewards.NONE);
    }

    @Test
    void aVerifierThatFailsLeavesTheResponseUngraded() {
        assertThat(reason(new Fake() {
                    @Override
                    public Verdict verify(Prompt prompt, Answer answer) {
                        throw new IllegalStateException("out of luck");
                    }
                }))
                .isEqualTo("fake: IllegalStateException: out of luck");
        assertThat(reason(new Fake() {
                    @Override
                    public Verdict verify(Prompt prompt, Answer answer) {
                        return verify(prompt, answer);
                    }
                }))
                .isEqualTo("fake: StackOverflowError: null");
    }

    @Test
    void aVerifiersOwnDoubtIsKept() {
        assertThat(reason(new Fake() {
                    @Override
                    public Verdict verify(Prompt prompt, Answer answer) {
                        return Verdict.ungraded("took longer than 1 s");
                    }
                }))
                .isEqualTo("took longer than 1 s");
    }

    @Test
    void aRewardThatIsNoNumberLeavesTheResponseUngraded() {
        assertThat(reason(new Fake() {
                    @Override
                    public Rewards reward(Prompt prompt, Answer answer, Verdict verdict) {
                        return Rewards.of("x", Double.NaN);
                    }
                }))
                .isEqualTo("fake: IllegalArgumentException: reward must be finite, was NaN");
    }

    @Test
    void creditForTheWrongNumberOfTokensLeavesTheResponseUngraded() {
        assertThat(reason(new Fake() {
                    @Override
                    public Rewards reward(Prompt prompt, Answer answer, Verdict verdict) {
                        return new Rewards(Rewards.of("x", 1).components(), 1f);
                    }
                }))
                .isEqualTo("fake: IllegalArgumentException: must have a reward for each of 2 tokens or none, had 1");
    }

    @Test
    void aResponseThatTheEngineGaveUpIsUngraded() {
        Grade grade = new Grade(CharTokens.digits(), Tasks.of(new Fake()));
        GradedResponse graded = grade.grade(Samples.prompt("p", "fake"), Samples.response(0, FinishReason.ABORT, 4));
        assertThat(graded.verdict()).isEqualTo(Verdict.ungraded("the engine gave up on the response"));
    }

    private static String reason(Task task) {
        Grade grade = new Grade(CharTokens.digits(), Tasks.of(task));
        GradedResponse graded = grade.grade(Samples.prompt("p", "fake"), Samples.answered(0, "7"));
        assertThat(graded.graded()).isFalse();
        assertThat(graded.rewards()).isEqualTo(Rewards.NONE);
        return graded.verdict().reason();
    }

    private static class Fake implements Task {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Verdict verify(Prompt prompt, Answer answer) {
            return Verdict.CORRECT;
        }

        @Override
        public Rewards reward(Prompt prompt, Answer answer, Verdict verdict) {
            return Rewards.of("x", 1);
        }
    }
}
