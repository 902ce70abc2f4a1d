package io.millrace.task.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import io.millrace.token.OpenedTokenizer;
import io.millrace.token.Tokenizer;
import io.millrace.verify.ResponseText;
import io.millrace.verify.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifierTaskTest {
    private static final Task TASK =
            ConfigReader.defaults().tasks().find("math").orElseThrow();
    private static final Task LENIENT = ConfigReader.parse(
                    "task: {verifiers: [{name: math, type: math, stopped: false}]}", List.of(), "test")
            .tasks()
            .find("math")
            .orElseThrow();
    private static final long SEED = 7;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "I get \\boxed{\\frac{1}{2}} | CORRECT",
                "\\boxed{0.5} | CORRECT",
                "\\boxed{0.5 </think> so \\boxed{1/2} | CORRECT",
                "<think>\\boxed{2}</think> the answer is 1/2. | CORRECT",
                "<think>\\boxed{1/2}</think> \\boxed{2} | INCORRECT",
                "<think>\\boxed{1/2}</think> I do not know | INCORRECT",
                "<think>\\boxed{1/2} | INCORRECT",
                "a</think>\\boxed{2}<think>or \\boxed{1/2} | INCORRECT",
                "<think>a</think>\\boxed{2}<think>or \\boxed{1/2}</think> | INCORRECT",
                "a</think>\\boxed{1/2}<think>or \\boxed{2}</think> | CORRECT",
                "a</think><think>b</think>\\boxed{1/2}<think>or \\boxed{2} | CORRECT",
                "\\boxed{} | INCORRECT",
                "1/2 | INCORRECT"
            })
    void theAnswerAfterTheThinkingIsJudged(String text, Verdict.Kind verdict) {
        assertThat(verdict(prompt("\\frac{1}{2}"), text, true).kind()).isEqualTo(verdict);
    }

    @Test
    void aTruncatedResponseIsIncorrectUnlessAllowed() {
        Prompt prompt = prompt("5");
        assertThat(verdict(prompt, "\\boxed{5} and", false))
                .isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "did not end by itself"));
        assertThat(LENIENT.verify(prompt, answer("\\boxed{5} and", false)).correct())
                .isTrue();
    }

    @Test
    void thinkingThatThePromptOpensMustEnd() {
        Tokenizer opened = OpenedTokenizer.of(new CharTokens("<think>/\n"), "<think>\n");
        assertThat(judged("so \\boxed{5}", opened)).isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "no answer"));
        assertThat(judged("so \\boxed{5}</think> I do not know", opened).kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(judged("so \\boxed{4}</think> \\boxed{5}", opened).correct()).isTrue();
        Tokenizer closed = OpenedTokenizer.of(new CharTokens("<think>/\n"), "<think>\n</think>");
        assertThat(judged("\\boxed{5}", closed).correct()).isTrue();
    }

    @Test
    void everyTextGetsAVerdict() {
        List<String> pieces = List.of(
                "İ",
                "ß",
                "𝜋",
                "The ANSWER IS ",
                "answer:",
                "**",
                "#### ",
                "\\boxed",
                "\\fbox{",
                "{",
                "}",
                "\\",
                "$",
                "\n",
                ". ",
                " ",
                "5",
                "<think>",
                "</think>",
                "\\frac",
                ",",
                "^");
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(20); left > 0; left--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            Verdict verdict = LENIENT.verify(prompt("7"), answer(text.toString(), true));
            assertThat(verdict.kind()).as("seed %d, case %d: %s", SEED, i, text).isEqualTo(Verdict.Kind.INCORRECT);
        }
    }

    @Test
    void anyTruthIsAccepted() {
        Prompt prompt = prompt("\\text{no}", "7");
        assertThat(verdict(prompt, "\\boxed{7}", true).correct()).isTrue();
        assertThat(verdict(prompt, "\\boxed{No}", true).correct()).isTrue();
        assertThat(verdict(prompt, "\\boxed{8}", true).kind()).isEqualTo(Verdict.Kind.INCORRECT);
    }

    @Test
    void aTruthThatCannotBeReadLeavesAnAnswerUngraded() {
        Prompt prompt = prompt("2^3^2");
        assertThat(verdict(prompt, "\\boxed{2^{3}^2}", true).kind()).isEqualTo(Verdict.Kind.UNGRADED);
        assertThat(verdict(prompt, "\\boxed{ 2^3^2 }", true).correct()).isTrue();
        assertThat(verdict(prompt, "\\boxed{5}", true))
                .isEqualTo(Verdict.ungraded("truth '2^3^2' cannot be read: a power before ^ can be read in two ways"));
    }

    @Test
    void aFormulaIsAnAnswerOnlyIfThePromptDoesNotAskForABox() {
        Task formulas = ConfigReader.parse(
                        "task: {verifiers: [{name: math, type: math, sources: [boxed, formula]}]}", List.of(), "test")
                .tasks()
                .find("math")
                .orElseThrow();
        DecodedResponse answer = answer("We find that $x = 5$.", true);
        assertThat(formulas.verify(Samples.prompt("What is x?", "math", "5"), answer)
                        .correct())
                .isTrue();
        assertThat(formulas.verify(Samples.prompt("What is x? Use \\boxed{}.", "math", "5"), answer))
                .isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "no answer"));
        assertThat(TASK.verify(Samples.prompt("What is x?", "math", "5"), answer))
                .isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "no answer"));
    }

    @Test
    void promptsWithoutAComparableTruthAreRejected() {
        assertThat(TASK.refusal(prompt("\\frac{1}{2}"))).isEmpty();
        assertThat(TASK.refusal(prompt("(C)"))).isEmpty();
        assertThat(TASK.refusal(prompt("\\frac{1", "2"))).as("one of two").isEmpty();
        assertThat(TASK.refusal(prompt()))
                .contains("prompt q: must have a truth that answers can be compared with, has none");
        assertThat(TASK.refusal(prompt("")))
                .contains("prompt q: must have a truth that answers can be compared with, '': truth is blank");
        assertThat(TASK.refusal(prompt("\\frac{1")))
                .contains("prompt q: must have a truth that answers can be compared with,"
                        + " '\\frac{1': cannot be read: ends too early");
    }

    @Test
    void aCorrectAnswerHasRewardOne() {
        DecodedResponse answer = answer("\\boxed{5}", true);
        assertThat(TASK.reward(prompt("5"), answer, Verdict.CORRECT)).isEqualTo(Rewards.of("accuracy", 1));
        assertThat(TASK.reward(prompt("5"), answer, Verdict.INCORRECT)).isEqualTo(Rewards.of("accuracy", 0));
    }

    /** Custom verifiers may fail in any way. */
    @Test
    void aFailingVerifierLeavesTheResponseUngraded() {
        assertThat(judgedBy((prompt, response) -> {
                            throw new NoClassDefFoundError("org/example/Missing");
                        })
                        .reason())
                .endsWith("NoClassDefFoundError: org/example/Missing");
        assertThat(judgedBy((prompt, response) -> null))
                .isEqualTo(Verdict.ungraded("verifier must return a verdict, returned null"));
        assertThat(judgedBy((prompt, response) -> {
                            throw new AssertionError("no");
                        })
                        .kind())
                .isEqualTo(Verdict.Kind.UNGRADED);
    }

    @Test
    void aVerifierThatFailsWhileCheckingAPromptRejectsIt() {
        Verifier broken = new Verifier() {
            @Override
            public Verdict verify(Prompt prompt, ResponseText response) {
                return Verdict.CORRECT;
            }

            @Override
            public Optional<String> refusal(Prompt prompt) {
                throw new IllegalStateException("broken");
            }
        };
        assertThat(new VerifierTask("own", broken, ConfigReader.defaults().thinking()).refusal(prompt("5")))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("IllegalStateException: broken"));
    }

    private static Verdict judgedBy(Verifier verifier) {
        return new VerifierTask("own", verifier, ConfigReader.defaults().thinking())
                .verify(prompt("5"), answer("5", true));
    }

    private static Prompt prompt(String... truths) {
        return new Prompt(
                "q", List.of(ChatMessage.user("How much?")), Arrays.asList(truths), "test", "math", PromptKind.PLAIN);
    }

    private static Verdict verdict(Prompt prompt, String text, boolean stopped) {
        return TASK.verify(prompt, answer(text, stopped));
    }

    private static Verdict judged(String text, Tokenizer tokenizer) {
        return TASK.verify(
                prompt("5"), new DecodedResponse(Samples.response(0, FinishReason.STOP, 4), text, tokenizer));
    }

    private static DecodedResponse answer(String text, boolean stopped) {
        return new DecodedResponse(
                Samples.response(0, stopped ? FinishReason.STOP : FinishReason.LENGTH, 4), text, CharTokens.digits());
    }
}
