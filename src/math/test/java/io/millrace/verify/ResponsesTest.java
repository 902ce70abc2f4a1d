package io.millrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Samples;
import io.millrace.verify.compare.ChoiceComparison;
import io.millrace.verify.math.MathVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole responses as models write them, verified by the default verifiers: {@code responses.tsv}. */
class ResponsesTest {
    private static final Map<String, Verifier> VERIFIERS = Map.of(
            "math",
            AnswerVerifier.of("math", List.of("boxed", "hashes", "phrase"), true, new MathVerifier()),
            "choice",
            AnswerVerifier.of(
                    "choice",
                    List.of("boxed", "phrase", "letter"),
                    true,
                    new ChoiceComparison(ChoiceComparison.Index.NONE)));

    static List<String[]> responses() throws IOException {
        var stream = Objects.requireNonNull(ResponsesTest.class.getResourceAsStream("responses.tsv"), "responses.tsv");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void everyResponseGetsItsExpectedVerdict(String task, String truth, String response, String expected) {
        String text = response.replaceAll("\\\\n(?!ew)", "\n");
        var verdict = Objects.requireNonNull(VERIFIERS.get(task))
                .verify(Samples.prompt("q", task, truth), ResponseText.of(text));
        assertThat(verdict.correct()).as("%s: %s", text, verdict).isEqualTo(expected.equals("right"));
    }
}
