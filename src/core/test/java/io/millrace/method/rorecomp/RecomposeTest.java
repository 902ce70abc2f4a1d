package io.millrace.method.rorecomp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.Advantages;
import io.millrace.advantage.DrGrpo;
import io.millrace.batch.RoundAssembler;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Minibatch;
import io.millrace.model.Minibatch.Kind;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.pipeline.Compose;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.ReplayBufferInMemory;
import io.millrace.testkit.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecomposeTest {
    private static final RoundAssembler ASSEMBLER = new RoundAssembler(
            Advantages.of(new AdvantageConfig(new DrGrpo(), 0, AdvantageConfig.Credit.RESPONSE, 1)), 1_000_000);

    private final ReplayBufferInMemory<TrainingRow> buffer = new ReplayBufferInMemory<>();

    private static Compose compose(int capacity, double pStart, double pEnd, RoRecomp.Advantages advantages) {
        RoRecomp config = new RoRecomp(true, 0.5, RoRecomp.Cost.TOKENS, "", capacity, pStart, pEnd, 10, advantages);
        return new Compose(
                ASSEMBLER,
                new Recompose(
                        config, new Costs(config, CharTokens.digits()), Compensation.of(config, 10, 3), ASSEMBLER, 1));
    }

    private static Compose always(int capacity) {
        return compose(capacity, 1, 1, RoRecomp.Advantages.GROUP);
    }

    /** Correct responses of 2, 3 and 4 tokens, incorrect ones of 2 and 3. */
    private static GradedGroup group(long ordinal) {
        return new GradedGroup(
                new PromptVisit(Samples.digits("q" + ordinal), 0, "s", ordinal),
                new TokenIds(1),
                List.of(
                        response(0, 4, true),
                        response(1, 2, true),
                        response(2, 3, true),
                        response(3, 2, false),
                        response(4, 3, false)));
    }

    private static GradedResponse response(int sample, int tokens, boolean correct) {
        return Samples.graded(Samples.response(sample, FinishReason.STOP, new int[tokens]), correct, correct ? 1 : 0);
    }

    private static List<Integer> samples(Minibatch minibatch) {
        return minibatch.rows().stream().map(TrainingRow::sample).toList();
    }

    @Test
    void shortCorrectAndLongIncorrectResponsesGoFirstAndTheRestAreLeftOver() throws IOException {
        List<Minibatch> round = always(100).round(0, 7, 3, List.of(group(0)), buffer);

        assertThat(round).singleElement().satisfies(minibatch -> {
            assertThat(minibatch.kind()).isEqualTo(Kind.PRIORITY);
            assertThat(minibatch.sequence()).isEqualTo(7);
            assertThat(minibatch.round()).isEqualTo(3);
            assertThat(minibatch.closes()).isTrue();
            assertThat(samples(minibatch)).containsExactly(1, 2, 4);
            assertThat(minibatch.ends()).hasSize(1);
            assertThat(minibatch.groups().responses()).isEqualTo(5);
        });
        assertThat(buffer.pop(9)).extracting(TrainingRow::sample).containsExactly(0, 3);
    }

    @Test
    void aFullBufferIsOneMoreStepOfTheSameRound() throws IOException {
        Compose compose = always(3);
        assertThat(compose.round(0, 0, 0, List.of(group(0)), buffer)).hasSize(1);
        List<Minibatch> round = compose.round(0, 1, 1, List.of(group(1)), buffer);

        assertThat(round).extracting(Minibatch::kind).containsExactly(Kind.PRIORITY, Kind.COMPENSATION);
        assertThat(round).extracting(Minibatch::sequence).containsExactly(1L, 2L);
        assertThat(round).extracting(Minibatch::closes).containsExactly(false, true);
        assertThat(round.get(1).rows()).extracting(TrainingRow::queryId).containsExactly("q/q0", "q/q0", "q/q1");
        assertThat(samples(round.get(1))).containsExactly(0, 3, 0);
        assertThat(round.get(1).ends()).isEmpty();
        assertThat(buffer.size()).isEqualTo(1);
    }

    @Test
    void aBufferRejectedByTheDrawIsDroppedAndCounted() throws IOException {
        Compose compose = compose(2, 0, 0, RoRecomp.Advantages.GROUP);
        List<Minibatch> round = compose.round(0, 0, 0, List.of(group(0)), buffer);

        assertThat(round).singleElement().satisfies(minibatch -> {
            assertThat(minibatch.dropped()).isEqualTo(2);
            assertThat(minibatch.closes()).isTrue();
        });
        assertThat(buffer.size()).isZero();
    }

    @Test
    void advantagesAreThoseOfTheFullGroupByDefault() throws IOException {
        Minibatch ofGroup =
                always(100).round(0, 0, 0, List.of(group(0)), buffer).get(0);
        assertThat(ofGroup.rows()).extracting(row -> row.advantages()[0]).containsExactly(0.4f, 0.4f, -0.6f);
        assertThat(buffer.pop(2)).extracting(row -> row.advantages()[0]).containsExactly(0.4f, -0.6f);

        Minibatch ofBatch = compose(100, 1, 1, RoRecomp.Advantages.BATCH)
                .round(0, 0, 0, List.of(group(0)), buffer)
                .get(0);
        assertThat(ofBatch.rows()).extracting(row -> row.advantages()[0]).containsExactly(1 / 3f, 1 / 3f, -2 / 3f);
        assertThat(buffer.pop(2)).extracting(row -> row.advantages()[0]).containsExactly(0.5f, -0.5f);
    }

    @Test
    void aResponseAloneInItsBatchKeepsTheAdvantageOfItsGroup() throws IOException {
        GradedGroup allRight = new GradedGroup(
                new PromptVisit(Samples.digits("q"), 0, "s", 0),
                new TokenIds(1),
                List.of(response(0, 2, true), response(1, 3, true)));

        Minibatch alone = compose(100, 1, 1, RoRecomp.Advantages.BATCH)
                .round(0, 0, 0, List.of(allRight), buffer)
                .get(0);

        assertThat(alone.rows()).singleElement().satisfies(row -> assertThat(row.advantages())
                .containsOnly(0));
    }

    @Test
    void leftoversOfADisabledMethodAreDroppedAndCounted() throws IOException {
        always(100).round(0, 0, 0, List.of(group(0)), buffer);

        assertThat(Compose.plain(ASSEMBLER).round(0, 1, 1, List.of(group(1)), buffer))
                .singleElement()
                .extracting(Minibatch::dropped)
                .isEqualTo(2);
        assertThat(buffer.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyResponseIsTrainedDroppedOrStillBuffered(long seed) throws IOException {
        Random random = new Random(seed);
        Compose compose = compose(1 + random.nextInt(12), 0.8, 0.2, RoRecomp.Advantages.GROUP);
        List<String> trained = new ArrayList<>();
        int all = 0;
        int dropped = 0;
        long sequence = 0;
        for (long number = 0; number < 40; number++) {
            List<Passage> passages = new ArrayList<>();
            for (int g = 0; g < 3; g++) {
                GradedGroup group = group(3 * number + g);
                passages.add(group);
                all += group.responses().size();
            }
            for (Minibatch minibatch : compose.round(0, sequence, number, passages, buffer)) {
                assertThat(minibatch.sequence()).as("seed %d", seed).isEqualTo(sequence++);
                minibatch.rows().forEach(row -> trained.add(row.queryId() + "/" + row.sample()));
                dropped += minibatch.dropped();
            }
        }
        assertThat(trained).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(trained.size() + dropped + buffer.size()).as("seed %d", seed).isEqualTo(all);
        assertThat(dropped).as("seed %d", seed).isPositive();
    }
}
