package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonComparisonTest {
    private static final JsonComparison ORDERED = new JsonComparison(true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true | {\"a\": 1, \"b\": [1, 2]} | {\"b\":[1,2],\"a\":1.0} | CORRECT",
                "true | 1e2 | 100.00 | CORRECT",
                "true | 0 | -0.0 | CORRECT",
                "true | \"1\" | 1 | INCORRECT",
                "true | [1, 2] | [2, 1] | INCORRECT",
                "false | [1, 2] | [2, 1] | CORRECT",
                "false | [1, 1, 2] | [1, 2, 2] | INCORRECT",
                "false | [[1, 2], [3]] | [[3], [2, 1]] | CORRECT",
                "true | {\"a\": null} | {} | INCORRECT",
                "true | {\"a\": true} | {\"a\": true, \"b\": 1} | INCORRECT",
                "true | [\"a,b\"] | [\"a\", \"b\"] | INCORRECT",
                "true | [\"a\\\",\\\"b\"] | [\"a\", \"b\"] | INCORRECT",
                "true | \"caf\u00e9\" | \"caf\\u00e9\" | CORRECT",
                "true | {} | [] | INCORRECT",
                "true | {\"a\": 1} | {\"a\": 2, \"a\": 1} | INCORRECT",
                "true | {\"a\": 1} | {\"a\": 1} {\"a\": 1} | INCORRECT",
                "true | {\"a\": 1} | {\"a\": 1 | INCORRECT",
                "true | {\"a\": 1} | {'a': 1} | INCORRECT",
                "true | 1e999999 | 2e999999 | INCORRECT",
                "true | 1e999999 | 10e999998 | CORRECT",
                "true | 1e999999 | 1 | INCORRECT",
                "true | 1 | 100E2147483647 | INCORRECT",
                "true | {\"a\": [1]} | {\"a\": [100E2147483647]} | INCORRECT",
                "true | 0 | 0E-2147483647 | CORRECT"
            })
    void valuesMustBeTheSame(boolean ordered, String truth, String answer, Verdict.Kind kind) {
        assertThat(new JsonComparison(ordered).verify(truth, answer).kind()).isEqualTo(kind);
    }

    @Test
    void aTruthMustBeJson() {
        assertThat(ORDERED.refusal("{"))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("must be JSON: Unexpected end-of-input"));
        assertThat(ORDERED.refusal(" ")).contains("must be JSON: there is nothing");
        assertThat(ORDERED.refusal("[1, 100E2147483647]"))
                .contains("must be JSON: numbers must have an exponent from -1000000 to 1000000");
        assertThat(ORDERED.refusal("1e99999999999"))
                .contains("must be JSON: numbers must have an exponent from -1000000 to 1000000");
        assertThat(ORDERED.verify("100E2147483647", "1").kind()).isEqualTo(Verdict.Kind.UNGRADED);
        assertThat(ORDERED.verify("{", "{}").kind()).isEqualTo(Verdict.Kind.UNGRADED);
    }

    @Test
    void hostileAnswersAreIncorrect() {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);
        assertThat(ORDERED.verify("[]", deep).kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(ORDERED.verify("[]", "[" + "1,".repeat(60_000) + "1]").reason())
                .isEqualTo("answer has more than 100000 characters");
        assertThat(ORDERED.verify("1", "9".repeat(5_000)).kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(ORDERED.verify("1", "1e-99999999999").kind()).isEqualTo(Verdict.Kind.INCORRECT);
    }
}
