package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.PolicyException;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.policy.ScoringRequest;
import io.millrace.policy.ScoringRequest.Text;
import io.millrace.testkit.AnsweringEngine;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import io.millrace.testkit.WordTokens;
import io.millrace.text.ParagraphConfig;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class EngineReflectionModelTest {
    private static final PromptVisit VISIT = Samples.visit(Samples.prompt("1 + 1", "t"));
    private static final List<List<String>> THINKING = List.of(List.of("a b", "\n\nc"), List.of("d e f"));

    private final WordTokens tokens = new WordTokens();

    private static ReviseConfig config(String template) {
        return new ReviseConfig(
                true, "", template, "Think on", "Result", CutRule.NORMAL, new ParagraphConfig(1, 9), "</t>", 1);
    }

    /** Log-probs of {@code think, result} by the number of preceding tokens: p = 1 / (1 + e^(1/places)). */
    private static List<float[][]> scores(ScoringRequest request) {
        return request.texts().stream()
                .map(text -> text.places().stream()
                        .map(place -> new float[] {-1, -1f - 1f / place})
                        .toArray(float[][]::new))
                .toList();
    }

    private final AnsweringEngine engine =
            new AnsweringEngine(request -> TokenIds.EMPTY, EngineReflectionModelTest::scores);

    private List<double[]> reached(String template) {
        return new EngineReflectionModel(config(template), tokens, engine, false)
                .reached(VISIT, THINKING)
                .join();
    }

    private static double p(int place) {
        return 1 / (1 + Math.exp(1.0 / place));
    }

    @Test
    void aClassifierReadsAllParagraphsOfAResponseInOnePass() {
        List<double[]> reached = reached("{question}");
        assertThat(engine.scored()).as("one request for the whole group").hasSize(1);
        List<Text> texts = engine.scored().get(0).texts();
        assertThat(texts).hasSize(2);
        assertThat(tokens.decode(texts.get(0).tokens())).isEqualTo("1 + 1 ?a b\n\nc");
        assertThat(texts.get(0).places())
                .as("4 tokens of the question, 2 and 1 of thinking")
                .containsExactly(6, 7);
        assertThat(reached.get(0)).containsExactly(new double[] {p(6), p(7)}, within(1e-6));
        assertThat(reached.get(1)).containsExactly(new double[] {p(7)}, within(1e-6));
    }

    @Test
    void aPromptedModelIsShownTheThinkingUpToEachParagraph() {
        List<double[]> reached = reached("{thinking} of {question} done");
        List<Text> texts = engine.scored().get(0).texts();
        assertThat(texts.stream().map(text -> tokens.decode(text.tokens())))
                .containsExactly("a b of 1 + 1 done ?", "a b\n\nc of 1 + 1 done ?", "d e f of 1 + 1 done ?");
        assertThat(texts).allSatisfy(text -> assertThat(text.places())
                .containsExactly(text.tokens().size()));
        assertThat(reached).extracting(p -> p.length).containsExactly(2, 1);
    }

    @Test
    void aResponseThatIsTooLongIsNotJudgedButTheOthersAre() {
        List<String> endless = List.of("a", "\n\n" + "b ".repeat(AnsweringEngine.CONTEXT));
        for (String template : List.of("{question}", "{question} {thinking}")) {
            assertThat(new EngineReflectionModel(config(template), tokens, engine, false)
                            .reached(VISIT, List.of(List.of("a b", "\n\nc"), endless, List.of("d e f")))
                            .join())
                    .as(template)
                    .extracting(p -> p.length)
                    .containsExactly(2, 0, 1);
        }
    }

    @Test
    void nothingIsRequestedIfNothingCanBeRead() {
        List<String> endless = List.of("b ".repeat(AnsweringEngine.CONTEXT));
        assertThat(new EngineReflectionModel(config("{question}"), tokens, engine, false)
                        .reached(VISIT, List.of(endless))
                        .join())
                .containsExactly(new double[0]);
        assertThat(engine.scored()).isEmpty();
    }

    @Test
    void theCandidatesAreTheLabelsFirstTokens() {
        reached("{question}");
        assertThat(tokens.decode(engine.scored().get(0).candidates())).isEqualTo("ThinkResult");
    }

    @Test
    void labelsWithTheSameFirstTokenAreRejected() {
        assertThatThrownBy(() -> new EngineReflectionModel(config("{question}"), CharTokens.digits(), engine, false))
                .hasMessage("reflection model: labels must begin with different tokens of its vocabulary, 'Think on'"
                        + " and 'Result' both begin with 3");
    }

    @Test
    void anEngineThatCannotScoreIsReported() {
        io.millrace.testkit.ScriptedEngine cannot =
                new io.millrace.testkit.ScriptedEngine(CharTokens.digits(), (request, sample) -> "");
        assertThatThrownBy(() -> new EngineReflectionModel(config("{question}"), tokens, cannot, false)
                        .reached(VISIT, THINKING)
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(PolicyException.class)
                .hasMessageContaining("engine scripted cannot score given tokens");
    }

    @Test
    void onlyASeparateEngineIsClosed() {
        new EngineReflectionModel(config("{question}"), tokens, engine, false).close();
        assertThat(engine.closed()).isFalse();
        new EngineReflectionModel(config("{question}"), tokens, engine, true).close();
        assertThat(engine.closed()).isTrue();
    }
}
