package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.task.Tasks;
import io.millrace.testkit.hash.HashTask;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptRecordsTest {
    private static PromptRecords records(String task) {
        return new PromptRecords(FieldMapping.AUTOMATIC, task, Tasks.of(new HashTask()));
    }

    private static Prompt read(String line) {
        return records("hash").read(line.replace('\'', '"')).prompt();
    }

    @Test
    void aPromptSurvivesARoundTrip() {
        Prompt prompt = new Prompt(
                "set/17",
                List.of(ChatMessage.user("line\n\"quoted\" \uD83D\uDE00"), new ChatMessage("system", "s")),
                List.of("42", "forty-two"),
                "set",
                "hash",
                PromptKind.PLAIN);

        String line = PromptRecords.line(prompt);

        assertThat(line).doesNotContain("\n").startsWith("{\"schema\":\"prompt/1\",");
        assertThat(records("").read(line)).isEqualTo(new StreamedPrompt(prompt, null, 0));
    }

    @Test
    void aPromptWithoutTruthsIsReadBackWithoutTruths() {
        Prompt prompt = new Prompt("q", List.of(ChatMessage.user("a")), List.of(), "set", "hash", PromptKind.PLAIN);

        assertThat(records("").read(PromptRecords.line(prompt)).prompt()).isEqualTo(prompt);
    }

    @Test
    void layoutsOfDataSetsAreRecognised() {
        assertThat(read("{'problem': '1+1?', 'answer': '2'}").truths()).containsExactly("2");
        assertThat(read("{'prompt': [{'role': 'user', 'content': '1+1?'}], 'reward_model': {'ground_truth': '2'}}")
                        .messages())
                .containsExactly(ChatMessage.user("1+1?"));
    }

    @Test
    void aPromptWithoutAnIdIsIdentifiedByItsConversation() {
        Prompt first = read("{'prompt': 'a', 'answer': '1'}");

        assertThat(read("{'prompt': 'a', 'answer': '2', 'more': 1}").queryId()).isEqualTo(first.queryId());
        assertThat(read("{'prompt': 'b', 'answer': '1'}").queryId()).isNotEqualTo(first.queryId());
        assertThat(read("{'prompt': 'b', 'answer': '1', 'id': 'mine'}").queryId())
                .isEqualTo("mine");
    }

    @Test
    void aPromptExpiresAfterItsDeadline() {
        StreamedPrompt prompt = records("hash").read("{\"prompt\": \"a\", \"deadline\": \"2026-11-30T12:00:00Z\"}");

        assertThat(prompt.expired(Instant.parse("2026-11-30T12:00:00Z"))).isFalse();
        assertThat(prompt.expired(Instant.parse("2026-11-30T12:00:00.001Z"))).isTrue();
        assertThat(records("hash").read("{\"prompt\": \"a\"}").expired(Instant.MAX))
                .isFalse();
    }

    @Test
    void aPromptHasThePriorityThatItsRecordStates() {
        assertThat(records("hash").read("{\"prompt\": \"a\", \"priority\": -2}").priority())
                .isEqualTo(-2);
        assertThat(records("hash").read("{\"prompt\": \"a\"}").priority()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'prompt': 'a' | record must be JSON: Unexpected end-of-input
            {'prompt': 'a'} {} | record must be JSON: Trailing token
            [1] | record must be a JSON object, was array
            {'answer': 'a'} | must have one of prompt, problem, question, messages, conversations; set fields.prompt
            {'prompt': 'a', 'task': 'chess'} | task must be one of hash, was chess
            {'prompt': 'a', 'deadline': 'soon'} | deadline must be a time such as 2026-11-30T12:00:00Z, was "soon"
            {'prompt': 'a', 'priority': 'high'} | priority must be a whole number of at most 32 bits, was "high"
            {'prompt': 'a', 'priority': 1.5} | priority must be a whole number of at most 32 bits, was 1.5
            {'prompt': 'a', 'priority': 3000000000} | priority must be a whole number of at most 32 bits, was 3000000000
            {'prompt': 'a', 'schema': 'prompt/2'} | schema must be prompt/1, was prompt/2: a newer Millrace wrote the record, use it here too
            {'prompt': 'a', 'schema': 'ledger/1'} | schema must be prompt/1, was ledger/1: the record is not a prompt
            """)
    void anUnusableRecordIsRejectedWithItsRule(String line, String rule) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(rule);
    }

    @Test
    void aRecordMustNameItsTaskIfThereIsNoDefault() {
        assertThatThrownBy(() -> records("").read("{\"prompt\": \"a\"}"))
                .hasMessage("record must name its task, one of hash; or set data.train.task");
    }
}
