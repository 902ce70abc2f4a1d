package io.millrace.operators.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.ChatMessage;
import io.millrace.model.PromptVisit;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.testkit.hash.HashParts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadPromptsHarnessTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private OneInputStreamOperatorTestHarness<ChannelRecord, PromptVisit> harness;

    private void open(int visits) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(
                new ReadPrompts(new HashParts(1, 0, 0, 0), visits, Clock.fixed(NOW, ZoneOffset.UTC))));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private List<VisitEnd> ended() {
        var ended = harness.getSideOutput(ReadPrompts.ENDED);
        return ended == null
                ? List.of()
                : ended.stream()
                        .map(StreamRecord::getValue)
                        .map(VisitEnd.class::cast)
                        .toList();
    }

    @Test
    void theVisitsOfAPromptHaveConsecutiveOrdinals() throws Exception {
        open(2);
        harness.processElement(new ChannelRecord(0, "{\"prompt\": \"a\", \"id\": \"qa\"}"), 0);
        harness.processElement(new ChannelRecord(1, "{\"prompt\": \"b\", \"id\": \"qb\"}"), 0);

        assertThat(harness.extractOutputValues())
                .extracting(visit -> visit.prompt().queryId() + visit.ordinal())
                .containsExactly("qa0", "qa1", "qb2", "qb3");
        assertThat(harness.extractOutputValues()).allSatisfy(visit -> {
            assertThat(visit.split()).isEqualTo("stream");
            assertThat(visit.visit()).isEqualTo(visit.ordinal());
            assertThat(visit.readAt()).isEqualTo(NOW.toEpochMilli());
        });
        assertThat(ended()).isEmpty();
    }

    @Test
    void anUnreadableRecordEndsAllItsVisitsWithTheReason() throws Exception {
        open(2);
        harness.processElement(new ChannelRecord(3, "{\"prompt\":"), 0);
        harness.processElement(new ChannelRecord(4, "{\"prompt\": \"b\"}"), 0);

        assertThat(harness.extractOutputValues())
                .extracting(PromptVisit::ordinal)
                .containsExactly(8L, 9L);
        assertThat(ended()).extracting(end -> end.visit().ordinal()).containsExactly(6L, 7L);
        assertThat(ended()).allSatisfy(end -> {
            assertThat(end.kind()).isEqualTo(VisitEnd.Kind.UNREADABLE);
            assertThat(end.detail()).startsWith("record must be JSON: ");
            assertThat(end.visit().prompt().queryId()).isEqualTo("stream/3");
            assertThat(end.visit().prompt().messages()).containsExactly(ChatMessage.user("{\"prompt\":"));
        });
    }

    @Test
    void aVisitHasThePriorityOfItsPrompt() throws Exception {
        open(1);
        harness.processElement(new ChannelRecord(0, "{\"prompt\": \"a\", \"priority\": 5}"), 0);
        harness.processElement(new ChannelRecord(1, "{\"prompt\": \"b\"}"), 0);

        assertThat(harness.extractOutputValues())
                .extracting(PromptVisit::priority)
                .containsExactly(5, PromptVisit.NORMAL);
    }

    @Test
    void anExpiredPromptIsNotSampled() throws Exception {
        open(1);
        harness.processElement(new ChannelRecord(0, "{\"prompt\": \"a\", \"deadline\": \"2026-11-30T11:59:59Z\"}"), 0);
        harness.processElement(new ChannelRecord(1, "{\"prompt\": \"b\", \"deadline\": \"2026-11-30T12:00:01Z\"}"), 0);

        assertThat(harness.extractOutputValues())
                .extracting(PromptVisit::ordinal)
                .containsExactly(1L);
        assertThat(ended()).singleElement().satisfies(end -> {
            assertThat(end.kind()).isEqualTo(VisitEnd.Kind.EXPIRED);
            assertThat(end.detail()).isEqualTo("deadline 2026-11-30T11:59:59Z");
        });
    }
}
