package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.SampledGroup;
import io.millrace.model.Verdict;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
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
                    public Verdict verify(Prompt prompt, DecodedResponse answer) {
                        throw new IllegalStateException("out of luck");
                    }
                }))
                .isEqualTo("fake: IllegalStateException: out of luck");
        assertThat(reason(new Fake() {
                    @Override
                    public Verdict verify(Prompt prompt, DecodedResponse answer) {
                        return verify(prompt, answer);
                    }
                }))
                .isEqualTo("fake: StackOverflowError: null");
        assertThat(reason(new Fake() {
                    @Override
                    public List<Verdict> verify(Prompt prompt, List<DecodedResponse> answers) {
                        throw new IllegalStateException("no luck with groups");
                    }
                }))
                .isEqualTo("fake: IllegalStateException: no luck with groups");
    }

    @Test
    void anUngradedVerdictOfAVerifierIsKept() {
        assertThat(reason(new Fake() {
                    @Override
                    public Verdict verify(Prompt prompt, DecodedResponse answer) {
                        return Verdict.ungraded("took longer than 1 s");
                    }
                }))
                .isEqualTo("took longer than 1 s");
    }

    @Test
    void aNanRewardLeavesTheResponseUngraded() {
        assertThat(reason(new Fake() {
                    @Override
                    public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
                        return Rewards.of("x", Double.NaN);
                    }
                }))
                .isEqualTo("fake: IllegalArgumentException: reward must be finite, was NaN");
    }

    @Test
    void creditForTheWrongNumberOfTokensLeavesTheResponseUngraded() {
        assertThat(reason(new Fake() {
                    @Override
                    public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
                        return new Rewards(Rewards.of("x", 1).components(), 1f);
                    }
                }))
                .isEqualTo("fake: IllegalArgumentException: must have a reward for each of 2 tokens or none, had 1");
    }

    @Test
    void anAbortedResponseIsUngraded() {
        Grade grade = new Grade(CharTokens.digits(), Tasks.of(new Fake()));
        GradedResponse graded = grade.grade(Samples.prompt("p", "fake"), Samples.response(0, FinishReason.ABORT, 4));
        assertThat(graded.verdict()).isEqualTo(Verdict.ungraded("the engine aborted the response"));
    }

    @Test
    void rewardsOfMethodsAreAddedInOrderToThoseOfTheTask() {
        Grade grade = new Grade(
                CharTokens.digits(),
                Tasks.of(new Fake()),
                List.of(each("a", r -> 2), each("b", r -> r.reward())),
                List.of(all("c", group -> new double[] {10, 20}), all("d", group -> new double[] {0.5, 0})));
        GradedGroup graded = grade.apply(
                Samples.group(Samples.prompt("p", "fake"), Samples.answered(0, "7"), Samples.answered(1, "8")));
        assertThat(graded.responses().get(0).rewards().components())
                .containsExactly(
                        new Rewards.Component("x", 1),
                        new Rewards.Component("a", 2),
                        new Rewards.Component("b", 3),
                        new Rewards.Component("c", 10),
                        new Rewards.Component("d", 0.5));
        assertThat(graded.responses().get(1).rewards().components())
                .extracting(Rewards.Component::name)
                .as("a reward of 0 adds nothing")
                .containsExactly("x", "a", "b", "c");
    }

    @Test
    void tokenCreditIsKeptWhenMethodsAddRewards() {
        Grade grade = new Grade(
                CharTokens.digits(),
                Tasks.of(new DigitsTask(new DigitsConfig(9, true))),
                List.of(each("a", r -> 2)),
                List.of());
        assertThat(grade.grade(Samples.digits("8,3:9,1"), Samples.answered(0, "7"))
                        .rewards()
                        .perToken())
                .containsExactly(0.5f, 0.5f);
    }

    @Test
    void ungradedResponsesAreNotComparedWithOthers() {
        Grade grade = new Grade(
                CharTokens.digits(), Tasks.of(new Fake()), List.of(), List.of(all("size", group -> group.stream()
                        .mapToDouble(r -> group.size())
                        .toArray())));
        GradedGroup graded = grade.apply(Samples.group(
                Samples.prompt("p", "fake"),
                Samples.answered(0, "7"),
                Samples.response(1, FinishReason.ABORT, 4),
                Samples.answered(2, "8")));
        assertThat(graded.responses()).extracting(GradedResponse::reward).containsExactly(3.0, 0.0, 3.0);
        assertThat(graded.responses().get(1).verdict()).isEqualTo(Verdict.ungraded("the engine aborted the response"));
    }

    @Test
    void aNanMethodRewardLeavesOnlyItsResponseUngraded() {
        Grade grade = new Grade(
                CharTokens.digits(),
                Tasks.of(new Fake()),
                List.of(each("a", r -> r.response().sample() == 0 ? Double.NaN : 1)),
                List.of(all("b", group -> new double[] {1, Double.POSITIVE_INFINITY}), all("c", group ->
                        new double[] {group.size()})));
        GradedGroup graded = grade.apply(Samples.group(
                Samples.prompt("p", "fake"),
                Samples.answered(0, "7"),
                Samples.answered(1, "8"),
                Samples.answered(2, "9")));
        assertThat(graded.responses())
                .extracting(r -> r.verdict().reason())
                .containsExactly("a: reward must be finite, was NaN", "", "b: reward must be finite, was Infinity");
        assertThat(graded.responses().get(0).rewards()).isEqualTo(Rewards.NONE);
        assertThat(graded.responses().get(1).reward())
                .as("1 + 1 + 1 + a group of 1")
                .isEqualTo(4);
    }

    @Test
    void aFailingMethodRewardLeavesItsGroupUngraded() {
        SampledGroup group = Samples.group(
                Samples.prompt("p", "fake"),
                Samples.response(0, FinishReason.ABORT, 4),
                Samples.answered(1, "8"),
                Samples.answered(2, "9"));
        Grade response = new Grade(
                CharTokens.digits(),
                Tasks.of(new Fake()),
                List.of(each("a", r -> {
                    throw new IllegalStateException("no luck");
                })),
                List.of());
        assertThat(response.apply(group).responses())
                .extracting(r -> r.verdict().reason())
                .containsExactly(
                        "the engine aborted the response",
                        "a: IllegalStateException: no luck",
                        "a: IllegalStateException: no luck");
        Grade wrongSize = new Grade(
                CharTokens.digits(), Tasks.of(new Fake()), List.of(), List.of(all("b", r -> new double[] {1})));
        assertThat(wrongSize.apply(group).responses())
                .extracting(r -> r.verdict().reason())
                .containsExactly(
                        "the engine aborted the response",
                        "b: IllegalArgumentException: must have a score for each of 2 responses, had 1",
                        "b: IllegalArgumentException: must have a score for each of 2 responses, had 1");
    }

    private static ResponseReward each(String name, ToDoubleFunction<GradedResponse> rule) {
        return new ResponseReward() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double score(Prompt prompt, GradedResponse response) {
                return rule.applyAsDouble(response);
            }
        };
    }

    private static GroupReward all(String name, Function<List<GradedResponse>, double[]> rule) {
        return new GroupReward() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double[] score(List<GradedResponse> group) {
                return rule.apply(group);
            }
        };
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
        public Verdict verify(Prompt prompt, DecodedResponse answer) {
            return Verdict.CORRECT;
        }

        @Override
        public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
            return Rewards.of("x", 1);
        }
    }
}
