package io.millrace.task.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.agent.ToolRejectionException;
import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.TokenRange;
import io.millrace.model.ToolCall;
import io.millrace.model.ToolCall.Outcome;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Demonstration;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LookupTaskTest {
    private static final LookupTask TASK = new LookupTask(new LookupConfig(5, 8, 3, 0.3, 0.6, 500));
    private static final CharTokens TOKENS = new CharTokens(TASK.alphabet());
    private static final Prompt PROMPT = prompt("lookup/5/12/a+3+a+c");

    private static Prompt prompt(String id) {
        Prompt like = Samples.prompt("x", LookupTask.NAME);
        return new Prompt(id, like.messages(), List.of(), "lookup", LookupTask.NAME, like.kind());
    }

    private static Question question() {
        return Question.of(PROMPT).orElseThrow();
    }

    private static Verdict verify(String response, FinishReason finish) {
        int[] ids = TOKENS.encode(response).ids();
        return TASK.verify(PROMPT, DecodedResponse.of(Samples.response(0, finish, ids), TOKENS));
    }

    private static ToolCall call(String key, Outcome outcome) {
        return new ToolCall("", key, outcome, "1", 0);
    }

    @Test
    void theAnswerIsTheSumOfTheValues() {
        Question question = question();
        int sum = 2 * question.value('a') + 3 + question.value('c');
        assertThat(question.answer()).isEqualTo(sum % 5);
        assertThat(TASK.truths(PROMPT)).containsExactly(String.valueOf(sum % 5));
        assertThat(question.needed()).containsExactly('a', 'c');
    }

    @Test
    void theTextAfterTheLastColonIsJudged() {
        String answer = String.valueOf(question().answer());
        assertThat(verify("?a=?c=:" + answer, FinishReason.STOP)).isEqualTo(Verdict.CORRECT);
        assertThat(verify(":" + (question().answer() + 1) % 5, FinishReason.STOP))
                .isEqualTo(Verdict.INCORRECT);
        assertThat(verify("?a=", FinishReason.STOP)).isEqualTo(Verdict.NO_ANSWER);
        assertThat(verify(":" + answer, FinishReason.LENGTH)).isEqualTo(Verdict.UNFINISHED);
    }

    @Test
    void callsForOtherKeysAndRepeatedOnesAreUnnecessary() {
        assertThat(TASK.unnecessaryCalls(PROMPT, List.of())).hasValue(0);
        assertThat(TASK.unnecessaryCalls(PROMPT, List.of(call("c", Outcome.DONE), call("a", Outcome.DONE))))
                .hasValue(0);
        assertThat(TASK.unnecessaryCalls(
                        PROMPT,
                        List.of(
                                call("a", Outcome.DONE),
                                call("a", Outcome.DONE),
                                call("3", Outcome.DONE),
                                call("b", Outcome.DONE),
                                call("", Outcome.MALFORMED))))
                .hasValue(4);
    }

    @Test
    void theToolKnowsTheTableOfItsPromptAlone() {
        Lookup tool = new Lookup();
        assertThat(tool.call(new Lookup.Key("a"), PROMPT))
                .isEqualTo(String.valueOf(question().value('a')));
        assertThat(tool.call(new Lookup.Key("3"), PROMPT)).isEqualTo("3");
        List<String> values = new ArrayList<>();
        for (int table = 0; table < 50; table++) {
            values.add(tool.call(new Lookup.Key("a"), prompt("lookup/5/%d/a".formatted(table))));
        }
        assertThat(values).contains("0", "1", "2", "3", "4");
        assertThatThrownBy(() -> tool.call(new Lookup.Key("z"), PROMPT))
                .isInstanceOf(ToolRejectionException.class)
                .hasMessage("there is no key 'z'");
        assertThatThrownBy(() -> tool.call(new Lookup.Key("a"), Samples.digits("1,2:3,4")))
                .hasMessage("this question has no table");
    }

    @Test
    void demonstrationsCallAllNeededKeysAndMarkResultsAsObservations() {
        for (long seed = 0; seed < 200; seed++) {
            Demonstration shown = TASK.demonstration(PROMPT, 0, new SplittableRandom(seed));
            String text = shown.response();
            assertThat(text)
                    .as("seed %d", seed)
                    .contains("?a=")
                    .contains("?c=")
                    .endsWith(":" + question().answer());
            for (TokenRange observation : shown.observations()) {
                assertThat(text.charAt(observation.from() - 1)).isEqualTo('=');
                assertThat(text.substring(observation.from(), observation.to()))
                        .isEqualTo(String.valueOf(question().value(text.charAt(observation.from() - 2))));
            }
            assertThat(shown.observations())
                    .hasSize((int) text.chars().filter(c -> c == '=').count());
        }
    }

    @Test
    void partsHaveNoTableInCommon() {
        List<Long> tables = new ArrayList<>();
        for (Part part : Part.values()) {
            TASK.prompts(part, 300, 1)
                    .forEach(prompt ->
                            tables.add(Question.of(prompt).orElseThrow().table() % Part.values().length));
        }
        assertThat(tables.subList(0, 300)).containsOnly(0L);
        assertThat(tables.subList(300, 600)).containsOnly(1L);
        assertThat(TASK.prompts(Part.TRAIN, 300, 1)).isEqualTo(TASK.prompts(Part.TRAIN, 300, 1));
        assertThat(TASK.prompts(Part.TRAIN, 300, 2)).isNotEqualTo(TASK.prompts(Part.TRAIN, 300, 1));
    }

    @Test
    void otherPromptsAreRefused() {
        assertThat(TASK.refusal(PROMPT)).isEmpty();
        assertThat(TASK.refusal(prompt("lookup/5/x/a")))
                .hasValue("prompt lookup/5/x/a: must have the id lookup/MODULUS/TABLE/a+3+c");
    }
}
