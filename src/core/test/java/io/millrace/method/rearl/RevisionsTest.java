package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.ReplacedRevisions;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RevisionsTest {
    private static final int RIGHT = 1;
    private static final int WRONG = 2;
    private static final int UNGRADED = 3;

    private final List<Integer> asked = new ArrayList<>();

    private static Response response(int sample, Origin origin, int verdict) {
        return Samples.response(sample, FinishReason.STOP, origin, 1, verdict, sample);
    }

    private GradedResponse grade(Response response) {
        asked.add(response.sample());
        Verdict verdict =
                switch (response.tokens().ids()[0]) {
                    case RIGHT -> Verdict.CORRECT;
                    case WRONG -> Verdict.INCORRECT;
                    default -> Verdict.ungraded("test");
                };
        return new GradedResponse(
                response,
                verdict,
                verdict.kind() == Verdict.Kind.UNGRADED ? Rewards.NONE : Rewards.of("r", 10 + response.sample()));
    }

    private List<GradedResponse> grade(Response... responses) {
        return new Revisions().grade(List.of(responses), this::grade).responses();
    }

    @Test
    void tokensSampledForReplacedRevisionsAreCounted() {
        ReplacedRevisions replaced = new Revisions()
                .grade(
                        List.of(
                                response(0, Origin.SAMPLED, RIGHT),
                                response(1, Origin.SAMPLED, WRONG),
                                response(2, Origin.SAMPLED, UNGRADED),
                                response(3, Origin.SAMPLED, WRONG),
                                revision(4, WRONG, 5),
                                revision(5, UNGRADED, 6),
                                revision(6, WRONG, 7),
                                revision(7, RIGHT, 8)),
                        this::grade)
                .replaced();
        assertThat(replaced).isEqualTo(new ReplacedRevisions(2, 1, 5 + 6 + 7));
    }

    /** A revision with two kept tokens and an answer of the given length. */
    private static Response revision(int sample, int verdict, int answer) {
        int[] tokens = new int[2 + answer];
        tokens[0] = verdict;
        return new Response(
                sample,
                new TokenIds(tokens),
                LogProbs.NONE,
                Entropies.NONE,
                FinishReason.STOP,
                List.of(
                        new VersionSpan(1, 1, 0, 2),
                        new VersionSpan(1, 1, 2, 2),
                        new VersionSpan(1, 1, 2, tokens.length)),
                Origin.REVISED,
                PromptKind.PLAIN);
    }

    @Test
    void aCorrectRevisionStays() {
        assertThat(grade(response(0, Origin.SAMPLED, WRONG), response(1, Origin.REVISED, RIGHT))
                        .get(1))
                .isEqualTo(grade(response(1, Origin.REVISED, RIGHT)));
    }

    @Test
    void aRevisionThatIsNotCorrectIsReplacedByItsOriginal() {
        List<GradedResponse> graded = grade(
                response(0, Origin.SAMPLED, RIGHT),
                response(1, Origin.SAMPLED, WRONG),
                response(2, Origin.REVISED, WRONG),
                response(3, Origin.REVISED, UNGRADED));
        for (int i = 0; i < 2; i++) {
            GradedResponse original = graded.get(i);
            GradedResponse copy = graded.get(2 + i);
            assertThat(copy.response()).isEqualTo(original.response().with(2 + i, Origin.COPIED));
            assertThat(copy.verdict()).isEqualTo(original.verdict());
            assertThat(copy.rewards()).isEqualTo(original.rewards());
        }
    }

    @Test
    void aCopyHasItsOriginalsVerdictAndIsNotVerifiedAgain() {
        List<GradedResponse> graded =
                grade(response(0, Origin.SAMPLED, UNGRADED), response(1, Origin.COPIED, UNGRADED));
        assertThat(asked).containsExactly(0);
        assertThat(graded.get(1).graded()).isFalse();
    }

    @Test
    void aGroupWithoutRevisionsIsUnchanged() {
        assertThat(grade(response(0, Origin.SAMPLED, RIGHT), response(1, Origin.SAMPLED, WRONG)))
                .extracting(g -> g.response().origin())
                .containsExactly(Origin.SAMPLED, Origin.SAMPLED);
        assertThat(grade()).isEmpty();
    }

    @Test
    void revisionCanOnlyHelp() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = 1 + random.nextInt(8);
            Response[] all = new Response[2 * size];
            for (int i = 0; i < size; i++) {
                all[i] = response(i, Origin.SAMPLED, 1 + random.nextInt(3));
                all[size + i] = response(size + i, Origin.REVISED, 1 + random.nextInt(3));
            }
            List<GradedResponse> graded = grade(all);
            for (int i = 0; i < size; i++) {
                assertThat(graded.get(size + i).correct())
                        .as("seed %d", seed)
                        .isEqualTo(graded.get(i).correct()
                                || all[size + i].tokens().ids()[0] == RIGHT);
            }
        }
    }
}
