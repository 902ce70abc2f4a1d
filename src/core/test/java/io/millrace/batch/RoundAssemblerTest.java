package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.Advantages;
import io.millrace.advantage.DrGrpo;
import io.millrace.model.ChatMessage;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Mean;
import io.millrace.model.Origin;
import io.millrace.model.Passage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.ReplacedRevisions;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import io.millrace.reward.BatchReward;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundAssemblerTest {
    private final RoundAssembler assembler = new RoundAssembler(
            Advantages.of(new AdvantageConfig(new DrGrpo(), 0, AdvantageConfig.Credit.RESPONSE, 1)), 1);

    private static PromptVisit visit(long ordinal) {
        Prompt prompt =
                new Prompt("q" + ordinal, List.of(ChatMessage.user("?")), List.of(), "test", "task", PromptKind.PLAIN);
        return new PromptVisit(prompt, 0, "s", ordinal);
    }

    private static GradedResponse response(int sample, long step, Verdict verdict, int tokens) {
        Response response = new Response(
                sample,
                new TokenIds(new int[tokens]),
                LogProbs.NONE,
                Entropies.NONE,
                tokens > 3 ? FinishReason.LENGTH : FinishReason.STOP,
                List.of(new VersionSpan(step, step, 0, tokens)),
                Origin.SAMPLED,
                PromptKind.PLAIN);
        return new GradedResponse(response, verdict, Rewards.of("accuracy", verdict.correct() ? 1 : 0));
    }

    /** A correct response that was not sampled on the visit. */
    private static GradedResponse from(Origin origin) {
        GradedResponse sampled = response(2, 9, Verdict.CORRECT, 1);
        Response response = new Response(
                2,
                sampled.response().tokens(),
                LogProbs.NONE,
                Entropies.NONE,
                FinishReason.STOP,
                sampled.response().spans(),
                origin,
                PromptKind.PLAIN);
        return new GradedResponse(response, Verdict.CORRECT, sampled.rewards());
    }

    private static GradedGroup group(long ordinal, GradedResponse... responses) {
        return new GradedGroup(visit(ordinal), new TokenIds(9), List.of(responses));
    }

    @Test
    void rowsAndEndsAreInOrdinalOrderRegardlessOfArrival() {
        List<Passage> arrived = new ArrayList<>(List.of(
                group(3, response(0, 5, Verdict.CORRECT, 1)),
                new VisitEnd(visit(2), VisitEnd.Kind.SAMPLING_FAILED, "engine"),
                group(1, response(0, 5, Verdict.INCORRECT, 2), response(1, 5, Verdict.CORRECT, 2))));

        Round round = assembler.assemble(5, arrived);

        assertThat(round.ends()).extracting(end -> end.visit().ordinal()).containsExactly(1L, 2L, 3L);
        assertThat(round.ends())
                .extracting(VisitEnd::kind)
                .containsExactly(VisitEnd.Kind.TRAINED, VisitEnd.Kind.SAMPLING_FAILED, VisitEnd.Kind.TRAINED);
        assertThat(round.allRows()).extracting(TrainingRow::queryId).containsExactly("q1", "q1", "q3");
        assertThat(round.allRows().get(0).advantages()).containsExactly(-0.5f, -0.5f);
        assertThat(round.allRows().get(1).advantages()).containsExactly(0.5f, 0.5f);
    }

    @Test
    void anEndCountsTheVerdictsOfItsVisit() {
        Round round = assembler.assemble(
                9,
                List.of(
                        group(0, response(0, 9, Verdict.CORRECT, 1), response(1, 9, Verdict.ungraded("late"), 1)),
                        group(1, response(0, 0, Verdict.INCORRECT, 1), response(1, 0, Verdict.CORRECT, 1)),
                        group(2, response(0, 9, Verdict.CORRECT, 1), from(Origin.REPLAYED), from(Origin.REVISED)),
                        group(3, response(0, 9, Verdict.ungraded("late"), 1))));

        assertThat(round.ends())
                .extracting(VisitEnd::kind, VisitEnd::graded, VisitEnd::correct)
                .containsExactly(
                        tuple(VisitEnd.Kind.TRAINED, 1, 1),
                        tuple(VisitEnd.Kind.TOO_STALE, 2, 1),
                        tuple(VisitEnd.Kind.TRAINED, 1, 1),
                        tuple(VisitEnd.Kind.UNGRADED, 0, 0));
    }

    @Test
    void meanEntropyCoversAllSampledTokensEvenInGroupsWithoutAdvantages() {
        Round round = assembler.assemble(
                5,
                List.of(
                        group(0, entropies(true, 0.5f, 1), entropies(true, 0.75f)),
                        group(1, entropies(true, 0), entropies(false, 9), response(2, 5, Verdict.CORRECT, 2))));

        assertThat(round.statistics().zeroAdvantage()).isEqualTo(1);
        assertThat(round.statistics().meanEntropy()).isEqualTo(2.25 / 4);
    }

    @Test
    void withoutExactEntropiesTheMeanIsUnknown() {
        Round round = assembler.assemble(5, List.of(group(0, entropies(false, 1), response(1, 5, Verdict.CORRECT, 2))));
        assertThat(round.statistics().meanEntropy()).isNaN();
    }

    private static GradedResponse entropies(boolean exact, float... nats) {
        Response response = new Response(
                0,
                new TokenIds(new int[nats.length]),
                LogProbs.NONE,
                new Entropies(exact, nats),
                FinishReason.STOP,
                List.of(new VersionSpan(5, 5, 0, nats.length)),
                Origin.SAMPLED,
                PromptKind.PLAIN);
        return new GradedResponse(response, Verdict.CORRECT, Rewards.of("accuracy", 1));
    }

    @Test
    void aGroupOlderThanTheBoundIsDroppedAndBothStepsAreReported() {
        Round round = assembler.assemble(
                7,
                List.of(group(0, response(0, 5, Verdict.CORRECT, 1)), group(1, response(0, 6, Verdict.INCORRECT, 1))));

        assertThat(round.ends().get(0).kind()).isEqualTo(VisitEnd.Kind.TOO_STALE);
        assertThat(round.ends().get(0).detail()).isEqualTo("sampled at step 5, due at step 7: staleness must be <= 1");
        assertThat(round.allRows()).extracting(TrainingRow::queryId).containsExactly("q1");
        assertThat(round.statistics().maxStaleness()).isEqualTo(1);
    }

    @Test
    void anUngradedResponseLeavesTheBaselineAndAnUngradedGroupLeavesTheBatch() {
        GradedResponse failed = new GradedResponse(
                response(2, 0, Verdict.INCORRECT, 1).response(), Verdict.ungraded("verifier timed out"), Rewards.NONE);

        Round round = assembler.assemble(
                0,
                List.of(
                        group(0, response(0, 0, Verdict.CORRECT, 1), response(1, 0, Verdict.CORRECT, 1), failed),
                        group(1, failed)));

        assertThat(round.allRows()).hasSize(2);
        assertThat(round.allRows().get(0).advantages()).containsExactly(0f);
        assertThat(round.ends().get(1).kind()).isEqualTo(VisitEnd.Kind.UNGRADED);
        assertThat(round.ends().get(1).detail()).isEqualTo("verifier timed out");
        assertThat(round.statistics().ungraded()).isEqualTo(2);
    }

    @Test
    void statisticsAreOverTheTrainedGroups() {
        Round round = assembler.assemble(
                1,
                List.of(
                        group(0, response(0, 1, Verdict.CORRECT, 2), response(1, 0, Verdict.CORRECT, 4)),
                        group(1, response(0, 1, Verdict.INCORRECT, 1), response(1, 1, Verdict.CORRECT, 1)),
                        group(2, response(0, 1, Verdict.INCORRECT, 3), response(1, 1, Verdict.INCORRECT, 3))));

        var groups = round.statistics();
        assertThat(groups.groups()).isEqualTo(3);
        assertThat(groups.responses()).isEqualTo(6);
        assertThat(groups.accuracy()).isEqualTo(0.5);
        assertThat(groups.meanTokens()).isEqualTo(14 / 6.0);
        assertThat(groups.truncatedShare()).isEqualTo(1 / 6.0);
        assertThat(groups.solveAll()).isEqualTo(1 / 3.0);
        assertThat(groups.solveNone()).isEqualTo(1 / 3.0);
        assertThat(groups.zeroAdvantage()).isEqualTo(2 / 3.0);
        assertThat(groups.meanStaleness()).isEqualTo(1 / 6.0);
    }

    /** Gives a correct response its reward plus {@code scale} times the number of responses, and an incorrect one 0. */
    private static BatchReward counting(String name, double scale) {
        return new BatchReward() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Scores score(List<List<GradedResponse>> groups) {
                int all = groups.stream().mapToInt(List::size).sum();
                List<double[]> rewards = groups.stream()
                        .map(group -> group.stream()
                                .mapToDouble(r -> r.correct() ? scale * all + r.reward() : 0)
                                .toArray())
                        .toList();
                return new Scores(rewards, Map.of(name, new Mean(all, groups.size())));
            }
        };
    }

    private RoundAssembler with(BatchReward... rewards) {
        return new RoundAssembler(
                Advantages.of(new AdvantageConfig(new DrGrpo(), 1e-6, AdvantageConfig.Credit.RESPONSE, 1)),
                1,
                List.of(rewards),
                Set.of());
    }

    private static GradedResponse replayed(int sample) {
        Response response = response(sample, 0, Verdict.CORRECT, 1).response();
        return new GradedResponse(
                new Response(
                        sample,
                        response.tokens(),
                        LogProbs.NONE,
                        Entropies.NONE,
                        FinishReason.STOP,
                        response.spans(),
                        Origin.REPLAYED,
                        PromptKind.PLAIN),
                Verdict.CORRECT,
                Rewards.of("total", 1));
    }

    @Test
    void batchRewardsSeeTheTrainedResponsesBeforeAdvantages() {
        Round round = with(counting("a", 1))
                .assemble(
                        7,
                        List.of(
                                group(0, response(0, 4, Verdict.CORRECT, 1)),
                                group(1, response(0, 7, Verdict.CORRECT, 1), response(1, 7, Verdict.INCORRECT, 1)),
                                group(2, response(0, 6, Verdict.CORRECT, 1)),
                                new VisitEnd(visit(3), VisitEnd.Kind.SAMPLING_FAILED, "engine")));
        assertThat(round.groups().get(0).get(0).rewards())
                .as("3 responses are trained on; the stale group is left out")
                .isEqualTo(Rewards.of("accuracy", 1).plus("a", 4));
        assertThat(round.groups().get(0).get(1).rewards())
                .as("a score of 0 adds no component")
                .isEqualTo(Rewards.of("accuracy", 0));
        assertThat(round.allRows().get(0).advantages()).containsExactly(2.5f);
        assertThat(round.statistics().reward()).isEqualTo(10);
        assertThat(round.statistics().rewards()).containsOnly(Map.entry("accuracy", 2.0), Map.entry("a", 8.0));
        assertThat(round.statistics().figures()).containsOnly(Map.entry("a", new Mean(3, 2)));
    }

    @Test
    void batchRewardsIgnoreReplays() {
        Round round = with(counting("a", 1))
                .assemble(5, List.of(group(0, replayed(2), response(0, 5, Verdict.CORRECT, 1), replayed(3))));
        assertThat(round.groups().get(0))
                .extracting(GradedResponse::rewards)
                .containsExactly(
                        Rewards.of("total", 1), Rewards.of("accuracy", 1).plus("a", 2), Rewards.of("total", 1));
        assertThat(round.statistics().rewards().keySet()).containsExactly("a", "accuracy");
    }

    @Test
    void batchRewardsSeeTheRewardsOfEarlierOnes() {
        Round round = with(counting("a", 1), counting("b", 0))
                .assemble(5, List.of(group(0, response(0, 5, Verdict.CORRECT, 1))));
        assertThat(round.groups().get(0).get(0).rewards())
                .isEqualTo(Rewards.of("accuracy", 1).plus("a", 2).plus("b", 3));
    }

    @Test
    void aBatchRewardMustScoreAllResponses() {
        BatchReward none = new BatchReward() {
            @Override
            public String name() {
                return "none";
            }

            @Override
            public Scores score(List<List<GradedResponse>> groups) {
                return new Scores(List.of(), Map.of());
            }
        };
        assertThatThrownBy(() -> with(none).assemble(5, List.of(group(0, response(0, 5, Verdict.CORRECT, 1)))))
                .hasMessage("none: must have scores for each of 1 groups, had 0");
    }

    @Test
    void aBatchInWhichNothingCanBeTrainedIsStillAStep() {
        Round round = assembler.assemble(4, List.of(new VisitEnd(visit(0), VisitEnd.Kind.PROMPT_TOO_LONG, "long")));

        assertThat(round.allRows()).isEmpty();
        assertThat(round.ends()).hasSize(1);
        assertThat(round.statistics().meanReward()).isNaN();
    }

    @Test
    void answersOfRevisionsCountAsSampledEvenIfReplaced() {
        GradedGroup replaced = group(1, response(0, 5, Verdict.CORRECT, 3));
        Round round = assembler.assemble(
                5,
                List.of(
                        group(0, response(0, 5, Verdict.CORRECT, 2)),
                        new GradedGroup(
                                visit(1), replaced.prompt(), replaced.responses(), new ReplacedRevisions(1, 1, 40))));
        assertThat(round.statistics().sampledTokens()).isEqualTo(2 + 3 + 40);
        assertThat(round.statistics().figures()).containsEntry("revision_tokens", new Mean(40, 2));
        assertThat(round.statistics().rows()).isEqualTo(2);
    }
}
