package io.millrace.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.AdvantageEstimator;
import io.millrace.advantage.Advantages;
import io.millrace.advantage.Grpo;
import io.millrace.batch.Round;
import io.millrace.batch.RoundAssembler;
import io.millrace.codec.ObservationCodec;
import io.millrace.codec.Versioned;
import io.millrace.episode.EndRecord;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.model.ChatMessage;
import io.millrace.model.Collapse;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import io.millrace.pipeline.Remembered;
import io.millrace.reward.BatchReward;
import io.millrace.window.EndObservation;
import io.millrace.window.GroupObservation;
import io.millrace.window.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Groups and ends as the monitor sees them. */
class ObserversTest {
    private static final PromptVisit VISIT = new PromptVisit(
            new Prompt("q", List.of(ChatMessage.user("1+1?")), List.of("2"), "set", "math", PromptKind.PLAIN),
            3,
            "prompts",
            41,
            1_800_000_000_000L);

    private static GradedResponse response(int sample, Origin origin, long step, Verdict verdict, double reward) {
        Response response = new Response(
                sample,
                new TokenIds(5, 6),
                new LogProbs(LogProbs.Scale.SCALED, -1f, -2f),
                new Entropies(true, 0.5f, 1f),
                FinishReason.LENGTH,
                List.of(new VersionSpan(step + 1, step, 0, 2)),
                origin,
                PromptKind.PLAIN);
        return new GradedResponse(
                response,
                verdict,
                verdict.kind() == Verdict.Kind.UNGRADED
                        ? Rewards.NONE
                        : Rewards.of("accuracy", reward).plus("bonus", 0.25).plus("bonus", 0.25));
    }

    private static GradedGroup group() {
        return new GradedGroup(
                VISIT,
                new TokenIds(1, 2, 3),
                List.of(
                        response(0, Origin.SAMPLED, 8, Verdict.CORRECT, 1),
                        response(1, Origin.SAMPLED, 9, Verdict.ungraded("judge: timed out after 5 s"), 0),
                        response(2, Origin.REPLAYED, 2, Verdict.INCORRECT, 0)));
    }

    private static Remembered remembered() {
        return new Remembered(
                group(),
                1,
                0,
                Collapse.ALL_CORRECT,
                List.of(new Remembered.Replayed(false, PromptKind.PLAIN, new Remembered.Replayed.Source(1, 5, 2), 7)),
                Optional.empty());
    }

    @Test
    void aGroupIsDescribedWithItsReplays() {
        GroupRecord record = new GroupObserver(tokens -> "think").observe(remembered(), true);

        assertThat(record.policy()).as("without replays").isEqualTo(new PolicySteps(8, 9));
        assertThat(record.collapse()).isEqualTo(Collapse.ALL_CORRECT);
        assertThat(record.tokens()).isEqualTo(new TokenIds(1, 2, 3));
        ResponseRecord first = record.responses().get(0);
        assertThat(first.rewards()).containsExactly(Map.entry("accuracy", 1.0), Map.entry("bonus", 0.5));
        assertThat(first.reward()).isEqualTo(1.5);
        assertThat(first.logProb()).isEqualTo(-1.5);
        assertThat(first.entropy()).isEqualTo(0.75);
        assertThat(first.mode()).isEqualTo("think");
        assertThat(first.from()).isEmpty();
        assertThat(record.responses().get(2).from()).contains(new ResponseRecord.ReplaySource(1, 5, 2));
    }

    @Test
    void aGroupCanBeDescribedWithoutTokens() {
        GroupRecord record = new GroupObserver(tokens -> "none").observe(remembered(), false);

        assertThat(record.tokens().size()).isZero();
        assertThat(record.responses()).allSatisfy(response -> {
            assertThat(response.tokens().size()).isZero();
            assertThat(response.logProbs().known()).isFalse();
            assertThat(response.length()).isEqualTo(2);
            assertThat(response.logProb()).isEqualTo(-1.5);
        });
    }

    @Test
    void endsHaveTheAdvantagesOfTheirRows() {
        RoundAssembler assembler = new RoundAssembler(
                Advantages.of(new AdvantageConfig(new Grpo(), 1e-6, AdvantageConfig.Credit.RESPONSE, 1)), 5);
        VisitEnd expired = new VisitEnd(
                new PromptVisit(VISIT.prompt(), 4, "prompts", 40), VisitEnd.Kind.EXPIRED, "its deadline had passed");
        Round round = assembler.assemble(10, List.of(group(), expired));

        List<EndRecord> ends = EndObserver.observe(round);

        assertThat(ends).extracting(EndRecord::end).containsExactly(VisitEnd.Kind.EXPIRED, VisitEnd.Kind.TRAINED);
        assertThat(ends.get(0).rows()).isEmpty();
        assertThat(ends.get(0).zeroAdvantage()).isFalse();
        EndRecord trained = ends.get(1);
        assertThat(trained.rows()).extracting(EndRecord.Row::sample).containsExactly(0, 2);
        assertThat(trained.rows()).extracting(EndRecord.Row::staleness).containsExactly(2L, 8L);
        assertThat(trained.rows().get(0).advantage())
                .isPositive()
                .isEqualTo(-trained.rows().get(1).advantage());
        assertThat(trained.zeroAdvantage()).isFalse();
    }

    @Test
    void equalRewardsLeaveNoAdvantage() {
        RoundAssembler assembler = new RoundAssembler(
                Advantages.of(new AdvantageConfig(new Grpo(), 1e-6, AdvantageConfig.Credit.RESPONSE, 1)), 5);
        GradedGroup equal = group().with(List.of(
                response(0, Origin.SAMPLED, 8, Verdict.CORRECT, 1),
                response(1, Origin.SAMPLED, 8, Verdict.CORRECT, 1)));

        EndRecord end =
                EndObserver.observe(assembler.assemble(10, List.of(equal))).get(0);

        assertThat(end.zeroAdvantage()).isTrue();
        assertThat(end.rows()).hasSize(2);
    }

    @Test
    void endsHaveTheRewardsOfTheBatchAndTheTokensOutsideTheLoss() {
        BatchReward balance = new BatchReward() {
            @Override
            public String name() {
                return "balance";
            }

            @Override
            public Scores score(List<List<GradedResponse>> groups) {
                return new Scores(List.of(new double[] {0.5, 0}), Map.of());
            }
        };
        AdvantageEstimator estimator =
                groups -> List.of(List.of(new float[] {0, 1}, new float[] {0, 0}, new float[] {2, 0}));
        GradedGroup group = group().with(List.of(
                response(0, Origin.SAMPLED, 8, Verdict.CORRECT, 1),
                response(1, Origin.SAMPLED, 8, Verdict.CORRECT, 1),
                response(2, Origin.REPLAYED, 2, Verdict.INCORRECT, 0)));
        Round round = new RoundAssembler(estimator, 5, List.of(balance), Set.of()).assemble(10, List.of(group));

        EndRecord end = EndObserver.observe(round).get(0);

        assertThat(end.rows())
                .extracting(EndRecord.Row::rewards)
                .containsExactly(Map.of("balance", 0.5), Map.of("balance", 0.0), Map.of());
        assertThat(end.rows())
                .extracting(EndRecord.Row::masked)
                .containsExactly(List.of(0, 1), List.of(0, 2), List.of(1, 2));
        EndObservation observed = (EndObservation) Observation.of(end);
        assertThat(observed.rewards()).containsExactly(Map.of("balance", 0.5), Map.of("balance", 0.0));
        byte[] bytes = Versioned.toBytes(new ObservationCodec(), observed);
        assertThat(Versioned.fromBytes(new ObservationCodec(), bytes)).isEqualTo(observed);
    }

    @Test
    void observationsTravelWithoutLoss() {
        GroupRecord record = new GroupObserver(tokens -> "think").observe(remembered(), true);
        Observation group = Observation.of(record);
        RoundAssembler assembler = new RoundAssembler(
                Advantages.of(new AdvantageConfig(new Grpo(), 1e-6, AdvantageConfig.Credit.RESPONSE, 1)), 5);
        Observation end = Observation.of(
                EndObserver.observe(assembler.assemble(10, List.of(group()))).get(0));

        for (Observation one : List.of(group, end)) {
            byte[] bytes = Versioned.toBytes(new ObservationCodec(), one);
            assertThat(Versioned.fromBytes(new ObservationCodec(), bytes)).isEqualTo(one);
        }
        assertThat(((GroupObservation) group).responses())
                .extracting(GroupObservation.Response::reason)
                .as("without details, which differ between responses")
                .containsExactly("", "judge", "");
    }
}
