package io.millrace.operators.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.codec.Envelope;
import io.millrace.model.ChatMessage;
import io.millrace.model.Passage;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Reflection;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.ChannelRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadReflectionsHarnessTest {
    private static final Prompt PROMPT = new Prompt(
            "q/7",
            List.of(new ChatMessage("system", "s"), ChatMessage.user("wrong, why?")),
            List.of("42"),
            "test",
            "digits",
            PromptKind.REFLECTION);

    private static final Envelope ENVELOPE = new Envelope("r1", 5, PolicySteps.NONE);
    private static final long NOW = 77;

    private OneInputStreamOperatorTestHarness<ChannelRecord, PromptVisit> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new ReadReflections(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC))));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aRecordBecomesAVisitNumberedByItsPositionInTheChannel() throws Exception {
        harness.processElement(new ChannelRecord(17, ReflectionLine.of(new Reflection(PROMPT, 3), ENVELOPE)), 0);

        assertThat(harness.extractOutputValues()).containsExactly(new PromptVisit(PROMPT, 3, "reflections", 17, NOW));
        assertThat(harness.getSideOutput(ReadReflections.UNREADABLE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"prompt\":", "[]", "{}", "{\"prompt\":null,\"visit\":1}", "null", "null-", "{\"visit\":1}"})
    void anUnreadableRecordBecomesAnEndedVisit(String line) throws Exception {
        harness.processElement(new ChannelRecord(4, line), 0);
        harness.processElement(new ChannelRecord(5, ReflectionLine.of(new Reflection(PROMPT, 3), ENVELOPE)), 0);

        assertThat(harness.extractOutputValues())
                .as("the next one is read")
                .extracting(PromptVisit::ordinal)
                .containsExactly(5L);
        assertThat(harness.getSideOutput(ReadReflections.UNREADABLE))
                .singleElement()
                .extracting(StreamRecord::getValue)
                .satisfies(passage -> unreadable(passage, line));
    }

    private static void unreadable(Passage passage, String line) {
        VisitEnd end = (VisitEnd) passage;
        assertThat(end.kind()).isEqualTo(VisitEnd.Kind.UNREADABLE);
        assertThat(end.detail()).isNotBlank();
        assertThat(end.visit().split()).isEqualTo("reflections");
        assertThat(end.visit().ordinal()).isEqualTo(4);
        assertThat(end.visit().readAt()).isEqualTo(NOW);
        assertThat(end.visit().prompt().queryId()).isEqualTo("reflections/4");
        assertThat(end.visit().prompt().messages()).containsExactly(ChatMessage.user(line));
    }

    @Test
    void theRuleThatARecordViolatesIsReported() throws Exception {
        harness.processElement(
                new ChannelRecord(
                        4,
                        ReflectionLine.of(new Reflection(PROMPT, 3), ENVELOPE).replace("\"visit\":3", "\"visit\":0")),
                0);

        assertThat(harness.getSideOutput(ReadReflections.UNREADABLE))
                .singleElement()
                .extracting(record -> ((VisitEnd) record.getValue()).detail())
                .asString()
                .contains("reflection on q/7: visit must be >= 1, was 0");
    }

    @Test
    void aRecordOfANewerVersionIsReportedAsSuch() throws Exception {
        String line = ReflectionLine.of(new Reflection(PROMPT, 3), ENVELOPE);
        assertThat(line)
                .startsWith("{\"schema\":\"reflection/1\",\"run\":\"r1\",\"time\":5,\"query\":\"q/7\",\"visit\":3,");
        harness.processElement(new ChannelRecord(4, line.replace("reflection/1", "reflection/2")), 0);

        assertThat(harness.getSideOutput(ReadReflections.UNREADABLE))
                .singleElement()
                .extracting(record -> ((VisitEnd) record.getValue()).detail())
                .asString()
                .startsWith("schema must be reflection/1, was reflection/2: ");
    }
}
