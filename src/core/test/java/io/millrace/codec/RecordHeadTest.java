package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dataset.RejectedRecord;
import io.millrace.model.ChatMessage;
import io.millrace.model.GroupStatistics;
import io.millrace.model.LedgerLine;
import io.millrace.model.Minibatch;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.VisitEnd;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first fields of every record, and how readers treat them. */
class RecordHeadTest {
    private static final Envelope ENVELOPE = new Envelope("r\"1", 1_700_000_000_123L, new PolicySteps(3, 5));
    private static final LedgerLine LINE = new LedgerLine("q7", 3, "prompts", 41, VisitEnd.Kind.TRAINED, "", "0/9", 10);

    private static final VisitEnd END = new VisitEnd(
            new PromptVisit(
                    new Prompt("q7", List.of(ChatMessage.user("1+1?")), List.of("2"), "s", "t", PromptKind.PLAIN),
                    3,
                    "prompts",
                    41,
                    1_700_000_000_123L),
            VisitEnd.Kind.UNGRADED,
            "timed out",
            0,
            0,
            new PolicySteps(3, 5));

    @Test
    void aLedgerLineBeginsWithSchemaRunTimeAndPolicy() {
        assertThat(LedgerJson.write(LINE, ENVELOPE))
                .isEqualTo(
                        "{\"schema\":\"ledger/1\",\"run\":\"r\\\"1\",\"time\":1700000000123,\"policy_from\":3,\"policy_to\":5,"
                                + "\"query\":\"q7\",\"visit\":3,\"split\":\"prompts\",\"ordinal\":41,\"end\":\"TRAINED\",\"detail\":\"\","
                                + "\"minibatch\":\"0/9\",\"step\":10}");
    }

    @Test
    void unknownFieldsAreLeftOut() {
        assertThat(LedgerJson.write(LINE, new Envelope("r1", PromptVisit.UNKNOWN_TIME, PolicySteps.NONE)))
                .startsWith("{\"schema\":\"ledger/1\",\"run\":\"r1\",\"query\":\"q7\",\"visit\":3,");
    }

    @Test
    void aMinibatchCarriesTheRangeOfItsRowsAndEnds() {
        Minibatch minibatch = new Minibatch(
                2, 9, 8, true, Minibatch.Kind.PLAIN, List.of(), List.of(END), GroupStatistics.NONE, 0, 77);

        assertThat(MinibatchJson.write(minibatch, "r1"))
                .startsWith("{\"schema\":\"minibatch/1\",\"run\":\"r1\",\"time\":77,\"policy_from\":3,\"policy_to\":5,"
                        + "\"shard\":2,\"sequence\":9,\"round\":8,")
                .containsOnlyOnce("\"time\":77");
    }

    @Test
    void aDeadLetterNamesItsVisitIfItHasOne() {
        assertThat(DeadLetterJson.write(END, "r1"))
                .startsWith(
                        "{\"schema\":\"dead-letter/1\",\"run\":\"r1\",\"time\":1700000000123,\"policy_from\":3,\"policy_to\":5,"
                                + "\"query\":\"q7\",\"visit\":3,\"file\":\"prompts\",\"position\":41,"
                                + "\"reason\":\"UNGRADED: timed out\",");
        assertThat(DeadLetterJson.write(new RejectedRecord("a.jsonl", 3, "no prompt", "{}"), "r1", 5))
                .isEqualTo(
                        "{\"schema\":\"dead-letter/1\",\"run\":\"r1\",\"time\":5,\"file\":\"a.jsonl\",\"position\":3,"
                                + "\"reason\":\"no prompt\",\"raw\":\"{}\"}");
    }

    @Test
    void theFirstFieldsAreNotFiguresOfAStep() throws IOException {
        Map<String, Double> figures = Map.of("learner_step", 3.0);
        String line = StepJson.write(figures, ENVELOPE);

        assertThat(line).startsWith("{\"schema\":\"step/1\",\"run\":").contains("\"time\":", "\"policy_to\":5");
        assertThat(StepJson.read(line)).isEqualTo(figures);
        assertThat(StepJson.read(line.replace("{", "{\"newer\":\"text\","))).isEqualTo(figures);
    }

    @Test
    void aRecordOfThisKindInANewerVersionIsRefused() {
        assertThatThrownBy(
                        () -> LedgerJson.read(LedgerJson.write(LINE, ENVELOPE).replace("ledger/1", "ledger/2")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "schema must be ledger/1, was ledger/2: read the record with the Millrace that wrote it, or a later one");
        assertThatThrownBy(() -> StepJson.read("{\"learner_step\":1.0,\"schema\":\"step/12\"}"))
                .hasMessageStartingWith("schema must be step/1, was step/12: ");
    }

    @Test
    void aRecordOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> StepJson.read(LedgerJson.write(LINE, ENVELOPE)))
                .hasMessage("schema must be step/1, was ledger/1: the channel must hold records of this kind");
        assertThatThrownBy(() -> LedgerJson.read("{\"schema\":7}"))
                .hasMessage(
                        "schema must be ledger/1, was VALUE_NUMBER_INT: the channel must hold records of this kind");
    }

    @ParameterizedTest
    @EnumSource(RecordSchema.class)
    void aRecordWithoutASchemaHasVersionOne(RecordSchema schema) throws IOException {
        schema.check("{\"a\":{\"schema\":\"b/9\"}}");
        schema.check("{\"a\":1,\"schema\":\"%s/1\"}".formatted(schema.kind()));
    }
}
