package io.millrace.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.testkit.Samples;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import io.millrace.token.CharacterTokenizer;
import io.millrace.token.Tokenizer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ThinkingAnalysisTest {
    private static final Tokenizer CHARACTERS = CharacterTokenizer.of("<>wait5.");
    private static final ThinkingConfig TAGS = new ThinkingConfig("<", ">", "", List.of("wait"));

    /** The level of a prompt is its text; the result is reached at the first 5 of the thinking. */
    private static final class Levels implements Task {
        @Override
        public String name() {
            return "levels";
        }

        @Override
        public String stratum(Prompt prompt) {
            return prompt.messages().get(0).content();
        }

        @Override
        public List<String> strata() {
            return List.of("simple", "hard");
        }

        @Override
        public OptionalInt reached(Prompt prompt, String thinking) {
            int at = thinking.indexOf('5');
            return at < 0 ? OptionalInt.empty() : OptionalInt.of(at + 1);
        }

        @Override
        public Verdict verify(Prompt prompt, DecodedResponse answer) {
            return Verdict.INCORRECT;
        }

        @Override
        public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
            return Rewards.NONE;
        }
    }

    private static AnsweredPrompt answered(String level, GradedResponse... responses) {
        Prompt prompt = new Prompt(
                level, List.of(new ChatMessage("user", level)), List.of("5"), "made", "levels", PromptKind.PLAIN);
        return new AnsweredPrompt(prompt, List.of(responses), "");
    }

    private static AnsweredPrompt asked(String source) {
        Prompt prompt = new Prompt(
                source, List.of(new ChatMessage("user", "")), List.of("5"), source, "levels", PromptKind.PLAIN);
        return new AnsweredPrompt(prompt, List.of(response(Verdict.CORRECT, "5")), "");
    }

    private static GradedResponse response(Verdict verdict, String text) {
        Response response =
                Samples.response(0, FinishReason.STOP, CHARACTERS.encode(text).ids());
        return new GradedResponse(response, verdict, Rewards.NONE);
    }

    private static List<ThinkingStatistics> statistics(AnsweredPrompt... answers) {
        return new ThinkingAnalysis(
                        Tasks.of(new Levels()),
                        CHARACTERS,
                        new Thoughts(CHARACTERS, TAGS, ""),
                        new ReflectionMarks(TAGS))
                .of(List.of(answers));
    }

    @Test
    void figuresEqualThoseWorkedOutByHand() {
        List<ThinkingStatistics> statistics = statistics(
                answered("simple", response(Verdict.CORRECT, "<>5"), response(Verdict.CORRECT, "<..5wait.>5")),
                answered("hard", response(Verdict.INCORRECT, "<......>5"), response(Verdict.CORRECT, "<..5.>5")),
                answered("hard", response(Verdict.INCORRECT, "<wait"), response(Verdict.ungraded("x"), "<....")),
                answered("hard"));

        assertThat(statistics).extracting(ThinkingStatistics::stratum).containsExactly("", "simple", "hard");
        ThinkingStatistics all = statistics.get(0);
        assertThat(all.prompts()).isEqualTo(3);
        assertThat(all.accuracy()).isEqualTo((1 + 0.5 + 0) / 3);
        assertThat(all.solveAll()).isEqualTo(1.0 / 3);
        assertThat(all.solveNone()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(all.tokens()).isEqualTo((3 + 11 + 9 + 7 + 5) / 5.0);
        assertThat(all.thinks()).isEqualTo(4.0 / 5);
        assertThat(all.thinking()).isEqualTo((8 + 6 + 4 + 4) / 4.0);
        assertThat(all.density()).isCloseTo((1.0 / 8 + 0 + 0 + 1.0 / 4) / 4, within(1e-12));
        assertThat(all.marked()).isEqualTo(0.5);
        assertThat(all.redundant()).isCloseTo((5 + 1) / 22.0, within(1e-12));
        ThinkingStatistics simple = statistics.get(1);
        assertThat(simple.thinks()).isEqualTo(0.5);
        assertThat(simple.pass()).isEqualTo(1);
        assertThat(statistics.get(2).pass()).isEqualTo(0.5);
    }

    @Test
    void aSingleLevelHasNoSeparateRow() {
        assertThat(statistics(answered("simple", response(Verdict.CORRECT, "<>5"))))
                .hasSize(1);
    }

    @Test
    void promptsWithoutALevelAreGroupedBySource() {
        assertThat(statistics(asked("math500"), asked("aime24"), asked("math500")))
                .extracting(ThinkingStatistics::stratum, ThinkingStatistics::prompts)
                .containsExactly(tuple("", 3), tuple("aime24", 1), tuple("math500", 2));
    }

    @Test
    void figuresAreNanWithoutAnswers() {
        ThinkingStatistics all = statistics(answered("simple")).get(0);

        assertThat(all.prompts()).isZero();
        assertThat(all.accuracy()).isNaN();
    }
}
