package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.TokenIds;
import io.millrace.model.TokenRange;
import io.millrace.model.TokenRoles;
import io.millrace.torch.learn.MicroBatch.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MicroBatchTest {
    private static final List<Sequence> SEQUENCES = List.of(
            new Sequence(new TokenIds(1, 2), new TokenIds(3)),
            new Sequence(new TokenIds(4), new TokenIds(5, 6, 7)),
            new Sequence(new TokenIds(8), new TokenIds(9)));

    @Test
    void theLongestSequencesGoFirst() {
        assertThat(MicroBatch.plan(SEQUENCES, 6))
                .containsExactly(new MicroBatch(List.of(1, 0), 3, 4), new MicroBatch(List.of(2), 1, 1));
    }

    @Test
    void aSequenceThatIsTooLongIsAMicroBatchByItself() {
        assertThat(MicroBatch.plan(SEQUENCES, 1))
                .extracting(MicroBatch::members)
                .containsExactly(List.of(1), List.of(0), List.of(2));
    }

    @Test
    void sequencesArePackedSideBySide() {
        MicroBatch all = MicroBatch.plan(SEQUENCES, 100).get(0);
        assertThat(all.members()).containsExactly(1, 0, 2);
        assertThat(all.ids(SEQUENCES)).containsExactly(4, 5, 6, 1, 2, 0, 8, 0, 0);
        assertThat(all.targets(SEQUENCES)).containsExactly(5, 6, 7, 3, 9);
        assertThat(all.index(SEQUENCES)).containsExactly(0, 1, 2, 4, 6);
        assertThat(all.rows(SEQUENCES)).containsExactly(0, 0, 0, 1, 2);
        assertThat(all.lengths(SEQUENCES)).containsExactly(3, 1, 1);
        assertThat(all.pack(SEQUENCES, List.of(new float[] {.5f}, new float[] {1, 2, 3}, new float[] {4})))
                .containsExactly(1, 2, 3, .5f, 4);
    }

    @Test
    void observationsAreReadButNotScored() {
        List<Sequence> sequences = List.of(
                new Sequence(
                        new TokenIds(1, 2), new TokenIds(3, 4, 5, 6), new TokenRoles(List.of(new TokenRange(1, 3)))),
                new Sequence(new TokenIds(7), new TokenIds(8)));
        MicroBatch all = MicroBatch.plan(sequences, 100).get(0);
        assertThat(all.tokens()).isEqualTo(3);
        assertThat(all.ids(sequences)).containsExactly(1, 2, 3, 4, 5, 7, 0, 0, 0, 0);
        assertThat(all.targets(sequences)).containsExactly(3, 6, 8);
        assertThat(all.index(sequences)).containsExactly(1, 4, 5);
        assertThat(all.rows(sequences)).containsExactly(0, 0, 1);
        assertThat(all.lengths(sequences)).containsExactly(2, 1);
        assertThat(all.pack(sequences, List.of(new float[] {1, 2, 3, 4}, new float[] {5})))
                .containsExactly(1, 4, 5);
    }

    @Test
    void everySequenceIsInOnePieceAndNoPieceIsTooLarge() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Sequence> sequences = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sequences.add(new Sequence(
                        new TokenIds(new int[1 + random.nextInt(9)]), new TokenIds(new int[1 + random.nextInt(9)])));
            }
            int limit = 20 + random.nextInt(50);
            List<Integer> seen = new ArrayList<>();
            for (MicroBatch piece : MicroBatch.plan(sequences, limit)) {
                assertThat(piece.members().size() * piece.width())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(limit);
                seen.addAll(piece.members());
            }
            assertThat(seen).as("seed %d", seed).hasSize(20).doesNotHaveDuplicates();
        }
    }
}
