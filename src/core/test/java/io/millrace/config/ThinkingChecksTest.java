package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinkingChecksTest {
    private static MillraceConfig parse(String yaml) {
        return ConfigReader.parse(yaml, List.of(), "test.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "eval"})
    void theTaskReasonAcceptsOnlyItsOwnTags(String part) {
        assertThatThrownBy(
                        () -> parse("{data: {%s: {task: reason}}, thinking: {open: <t>, close: </t>}}".formatted(part)))
                .hasMessage("config test.yaml: 2 problems\n"
                        + "  thinking.open: must be <think> with task reason, which knows no other tag, was <t>\n"
                        + "  thinking.close: must be </think> with task reason, which knows no other tag, was </t>");
    }

    @Test
    void otherTasksAcceptAnyTags() {
        assertThat(parse("thinking: {open: <t>, close: </t>}").thinking().open())
                .isEqualTo("<t>");
    }

    @Test
    void autoThinksOpeningConflictsWithAConfiguredOne() {
        String autothink = "{data: {train: {task: reason}}, method: {autothink: {enabled: true, opening: <think>}}";
        assertThat(parse(autothink + "}").opening()).isEqualTo("<think>");
        assertThatThrownBy(() -> parse(autothink + ", thinking: {opening: So}}"))
                .hasMessage(
                        "config test.yaml: 1 problem\n"
                                + "  thinking.opening: must be empty with method.autothink.enabled, which uses method.autothink.opening instead, was 'So'");
    }
}
