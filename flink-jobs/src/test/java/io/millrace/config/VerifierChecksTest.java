package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Tasks;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import io.millrace.verify.ResponseText;
import io.millrace.verify.Verifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of verifiers: the verifiers that it creates, and the lists that it rejects. */
class VerifierChecksTest {
    /** A custom verifier: palindromes are correct. */
    public static final class Palindromes implements Verifier {
        @Override
        public Verdict verify(Prompt prompt, ResponseText response) {
            return Verdict.of(new StringBuilder(response.afterThinking())
                    .reverse()
                    .toString()
                    .equals(response.afterThinking()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "math | 1/2 | It is \\boxed{0.5} | CORRECT",
                "number | 0.3333333 | That makes 1/3 | CORRECT",
                "number | 0.3333 | That makes 1/3 | INCORRECT",
                "text | Paris | The answer is: paris! | CORRECT",
                "text | Paris | Rome | INCORRECT",
                "pattern | colou?r | <think>color</think> Of the colour red. | CORRECT",
                "pattern | colou?r | <think>color</think> Of the tint red. | INCORRECT",
                "choice | C | The answer is (C) | CORRECT",
                "choice | C | The answer is (D) | INCORRECT",
                "json | [1] | 'Here:\n```\n[1.0]\n```' | CORRECT",
                "json | [1] | [2] | INCORRECT"
            })
    void eachTypeIsATaskByItsName(String task, String truth, String text, Verdict.Kind kind) {
        assertThat(verdict("", task, truth, text).kind()).isEqualTo(kind);
    }

    @Test
    void nestedAndCustomVerifiersAreCreated() {
        String yaml = """
                task:
                  verifiers:
                    - {name: palindrome, type: class, implementation: %s}
                    - {name: capital, type: text, same: exact, sources: [whole]}
                    - {name: both, type: all, of: [palindrome, capital]}
                """.formatted(Palindromes.class.getName());
        assertThat(verdict(yaml, "palindrome", "x", "otto").correct()).isTrue();
        assertThat(verdict(yaml, "both", "otto", "otto").correct()).isTrue();
        assertThat(verdict(yaml, "both", "anna", "otto").correct()).isFalse();
        assertThat(verdict(yaml, "both", "Otto", "Otto").correct()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: a b, type: text} | [0].name: must consist of letters, digits, - and _ and start with a letter, was 'a b'",
                "{name: a, type: text, sources: []} | [0].sources: must be a subset of boxed, hashes, phrase, formula, fence, letter,"
                        + " number, line, whole, was []",
                "{name: a, type: math, sources: [boxes]} | [0].sources: must be a subset of boxed, hashes, phrase, formula, fence, letter,"
                        + " number, line, whole, was [boxes]",
                "{name: a, type: math, relative: 1.0} | [0].relative: must be in [0, 1), was 1.0",
                "{name: a, type: math, absolute: -1} | [0].absolute: must be finite and >= 0, was -1.0",
                "{name: a, type: math, relative: 0.1, algebra: symja} | [0].algebra: must be none with a tolerance, because it proves only equality, was symja with absolute 0.0 and relative 0.1",
                "{name: a, type: math, algebra: maxima} | [0].algebra: must be one of none, symja, was 'maxima'",
                "{name: a, type: math, algebra: symja} | [0].algebra: must be none unless the system property millrace.symja gives the worker's class path, was symja: start with ./millrace, which sets it; in another JVM set it to the jar of module symja and the jars listed in symja/target/dependencies",
                "{name: a, type: all, of: []} | [0].of: must name at least one verifier, was empty",
                "{name: a, type: first, of: [b]} | : a must name verifiers that precede it in the list, named b",
                "{name: reason, type: text} | : names must differ from each other and from built-in tasks, had reason twice",
                "{name: a, type: class, implementation: no.Such} | [0].implementation: must be a class on the class path"
                        + " (MILLRACE_CLASSPATH), was no.Such",
                "{name: a, type: class, implementation: java.lang.String} | [0].implementation: must implement"
                        + " io.millrace.verify.Verifier, was java.lang.String"
            })
    void invalidVerifiersAreRejected(String verifier, String problem) {
        assertThatThrownBy(() -> parse("task: {verifiers: [%s]}".formatted(verifier)))
                .hasMessage("config test.yaml: 1 problem\n  task.verifiers" + problem);
    }

    private static Verdict verdict(String yaml, String name, String truth, String text) {
        Prompt prompt = Samples.prompt("q", name, truth);
        try (Tasks tasks = parse(yaml).tasks()) {
            assertThat(tasks.refusal(prompt)).isEmpty();
            return tasks.find(name)
                    .orElseThrow()
                    .verify(
                            prompt,
                            new DecodedResponse(Samples.response(0, FinishReason.STOP, 4), text, CharTokens.digits()));
        }
    }

    private static MillraceConfig parse(String yaml) {
        return ConfigReader.parse(yaml, List.of(), "test.yaml");
    }
}
