package io.millrace.torch.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.ScoringRequest;
import io.millrace.policy.ScoringRequest.Text;
import io.millrace.torch.EagerLlama;
import io.millrace.torch.TeacherForcing;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresTest {
    private static final TokenIds CANDIDATES = new TokenIds(7, 3, 11);

    @TempDir
    Path temp;

    private PolicyVersion version;
    private DjlPolicyEngine engine;

    @BeforeEach
    void open() {
        version = EngineKit.version(temp, TestModels.QWEN2, 1);
        engine = EngineKit.open(version, new Batching.Continuous(8));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static Text text(int seed, int tokens, Integer... places) {
        int[] ids = new Random(seed).ints(tokens, 3, 20).toArray();
        return new Text(new TokenIds(ids), List.of(places));
    }

    private List<float[][]> scores(Text... texts) throws Exception {
        return engine.score(new ScoringRequest("q", List.of(texts), CANDIDATES)).get(60, TimeUnit.SECONDS);
    }

    @Test
    void scoresAreTheModelsLogProbabilitiesRegardlessOfOtherTexts() throws Exception {
        Text[] texts = {text(1, 9, 4, 9, 1), text(2, 120, 120, 7), text(3, 30, 30)};
        List<float[][]> scores = scores(texts);
        try (Weights weights = Weights.load(version.path());
                EagerLlama eager = new EagerLlama(weights)) {
            for (int i = 0; i < texts.length; i++) {
                float[][] logits = eager.logits(texts[i].tokens().ids());
                for (int p = 0; p < texts[i].places().size(); p++) {
                    double[] next =
                            TeacherForcing.softmax(logits[texts[i].places().get(p) - 1], 1);
                    for (int c = 0; c < CANDIDATES.size(); c++) {
                        assertThat((double) scores.get(i)[p][c])
                                .as("text %d, place %d, candidate %d", i, p, c)
                                .isCloseTo(Math.log(next[CANDIDATES.ids()[c]]), within(1e-4));
                    }
                }
            }
        }
    }

    @Test
    void aRequestTooLargeForOneCallIsSplitAndGivesTheSameScores() throws Exception {
        List<Text> many = new ArrayList<>();
        IntStream.range(0, 60).forEach(i -> many.add(text(i, 100 + i, 50, 100 + i)));
        List<float[][]> together = scores(many.toArray(Text[]::new));
        for (int i : new int[] {0, 17, 59}) {
            float[][] alone = scores(many.get(i)).get(0);
            for (int p = 0; p < 2; p++) {
                for (int c = 0; c < CANDIDATES.size(); c++) {
                    assertThat(together.get(i)[p][c]).isCloseTo(alone[p][c], within(1e-4f));
                }
            }
        }
    }

    @Test
    void identicalRequestsGiveBitwiseIdenticalScores() throws Exception {
        Text[] texts = {text(1, 9, 4, 9, 1), text(2, 120, 120, 7)};
        assertThat(Arrays.deepEquals(scores(texts).toArray(), scores(texts).toArray()))
                .isTrue();
    }

    @Test
    void tokensThatTheModelLacksAreRefused() {
        assertThatThrownBy(() -> scores(new Text(new TokenIds(3, 999_999), List.of(1))))
                .hasMessageContaining("token id at position 1 must be in [0,")
                .hasMessageContaining("was 999999");
    }

    @Test
    void aTextBeyondTheContextIsRefused() {
        assertThatThrownBy(() -> scores(text(1, 257, 1))).hasMessageContaining("257");
    }

    @Test
    void aClosedEngineReportsThatItIsClosed() {
        engine.close();
        assertThatThrownBy(() -> scores(text(1, 5, 1))).hasMessageContaining("prompt q: engine djl is closed");
    }
}
