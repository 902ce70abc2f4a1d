package io.millrace.dataset.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterConfigTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Test
    void valuesCanBeRequired() throws JsonProcessingException {
        FilterType filter = new FieldValue(FieldValue.Rule.ONE_OF, "type", List.of("Algebra", "5"));
        keeps(filter, "{\"type\": \"Algebra\"}", "{\"type\": 5.0}", "{\"type\": [\"Geometry\", \"Algebra\"]}");
        refuses(filter, "{\"type\": \"algebra\"}", "type must be one of Algebra, 5, was algebra");
        refuses(filter, "{\"type\": [\"a\", \"b\"]}", "type must be one of Algebra, 5, was a, b");
        refuses(filter, "{}", "type must be one of Algebra, 5, was missing");
        refuses(filter, "{\"type\": null}", "type must be one of Algebra, 5, was null");
    }

    @Test
    void valuesCanBeExcluded() throws JsonProcessingException {
        FilterType filter = new FieldValue(FieldValue.Rule.NONE_OF, "meta.type", List.of("Geometry", "1983"));
        keeps(filter, "{\"meta\": {\"type\": \"Algebra\"}}", "{}", "{\"meta.type\": null}");
        refuses(filter, "{\"meta\": {\"type\": 1983}}", "meta.type must be none of Geometry, 1983, was 1983");
        refuses(
                filter,
                "{\"meta.type\": [\"x\", \"Geometry\"]}",
                "meta.type must be none of Geometry, 1983, was x, Geometry");
    }

    @Test
    void numbersCanBeRequiredInARange() throws JsonProcessingException {
        FilterType filter = new FieldRange("difficulty", "2..4.5");
        keeps(filter, "{\"difficulty\": 2}", "{\"difficulty\": 4.5}", "{\"difficulty\": \"3.0\"}");
        refuses(filter, "{\"difficulty\": 1.99}", "difficulty must be a number in 2..4.5, was 1.99");
        refuses(filter, "{\"difficulty\": \"hard\"}", "difficulty must be a number in 2..4.5, was hard");
        refuses(filter, "{\"difficulty\": null}", "difficulty must be a number in 2..4.5, was null");
        keeps(new FieldRange("d", "-2.."), "{\"d\": -2}", "{\"d\": 1e300}");
        refuses(new FieldRange("d", "..-2"), "{\"d\": -1}", "d must be a number in ..-2, was -1");
    }

    @Test
    void promptLengthsCanBeLimited() {
        assertThat(new PromptLength("2..3").create().refusal(asked("abc"))).isEmpty();
        assertThat(new PromptLength("2..3").create().refusal(asked("abcd")))
                .hasValue("prompt must have 2..3 characters, had 4");
    }

    @Test
    void textsCanBeRequiredToMatchAPatternOrNot() throws JsonProcessingException {
        FilterType drawing = new TextPattern(TextPattern.Rule.LACKS, "", "\\[asy\\]");
        assertThat(drawing.create().refusal(asked("[as] y"))).isEmpty();
        assertThat(drawing.create().refusal(asked("x [asy] draw")))
                .hasValue("prompt must not match \\[asy\\], was a match");
        FilterType number = new TextPattern(TextPattern.Rule.CONTAINS, "answer", "^\\d+$");
        keeps(number, "{\"answer\": \"12\"}", "{\"answer\": 12.0}", "{\"answer\": [\"x\", \"3\"]}");
        refuses(number, "{\"answer\": \"x\"}", "answer must match ^\\d+$, was without a match");
        refuses(number, "{}", "answer must match ^\\d+$, was without a match");
    }

    @Test
    void anExpensivePatternIsStopped() {
        String cost = "was not decided within 1000000 steps: write it with fewer repetitions";
        assertThatThrownBy(() -> new TextPattern(TextPattern.Rule.LACKS, "", "(a+)+\\1c")
                        .create()
                        .refusal(asked("a".repeat(60))))
                .hasMessage("pattern (a+)+\\1c " + cost);
        assertThatThrownBy(() -> new TextPattern(TextPattern.Rule.CONTAINS, "", "(a|b)*c")
                        .create()
                        .refusal(asked("ab".repeat(600_000))))
                .hasMessage("pattern (a|b)*c " + cost);
    }

    @ParameterizedTest
    @CsvSource({"5", "5..2", "..", "a..b", "'2...5'", "1..NaN", "''"})
    void aRangeIsTwoNumbersOrOne(String within) {
        String rule = within.equals("5..2")
                ? "within must be in ascending order, was '5..2'"
                : "within must be one or two numbers, such as 2..5, 2.. or ..5, was '%s'".formatted(within);
        refused(() -> new FieldRange("d", within), "range: " + rule);
        refused(() -> new PromptLength(within), "length: " + rule);
    }

    @Test
    void invalidRulesAreRejected() {
        refused(() -> new FieldValue(FieldValue.Rule.ONE_OF, " ", List.of("a")), "one-of: field must not be blank");
        refused(
                () -> new FieldValue(FieldValue.Rule.ONE_OF, "f", List.of()),
                "one-of: values must have at least one value, had none");
        refused(() -> new FieldValue(FieldValue.Rule.NONE_OF, "", List.of("a")), "none-of: field must not be blank");
        refused(
                () -> new FieldValue(FieldValue.Rule.NONE_OF, "f", List.of()),
                "none-of: values must have at least one value, had none");
        refused(() -> new FieldRange("", "1.."), "range: field must not be blank");
        refused(() -> new TextPattern(TextPattern.Rule.LACKS, "", ""), "lacks: pattern must not be empty");
        refused(
                () -> new TextPattern(TextPattern.Rule.CONTAINS, "", "[asy"),
                "contains: pattern must be a regular expression, was [asy: Unclosed character class");
    }

    private static Candidate asked(String prompt) {
        return new Candidate(JSON.createObjectNode(), prompt);
    }

    private static void keeps(FilterType filter, String... rows) throws JsonProcessingException {
        for (String row : rows) {
            assertThat(filter.create().refusal(new Candidate(JSON.readTree(row), "p")))
                    .as(row)
                    .isEmpty();
        }
    }

    private static void refuses(FilterType filter, String row, String reason) throws JsonProcessingException {
        assertThat(filter.create().refusal(new Candidate(JSON.readTree(row), "p")))
                .as(row)
                .hasValue(reason);
    }

    private static void refused(ThrowingCallable rule, String message) {
        assertThatThrownBy(rule).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
