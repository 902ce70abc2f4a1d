package io.millrace.operators.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordHeadTest {
    @Test
    void fieldsBeforeTheFirstObjectOrArrayAreTheHead() {
        RecordHead head = RecordHead.of(
                "{\"schema\":\"1.0\",\"run\":\"r\",\"shard\":3,\"last\":true,\"none\":null,\"rows\":[{\"query\":\"q\"}],\"query\":\"z\"}");

        assertThat(head.fields())
                .containsExactly(entry("schema", "1.0"), entry("run", "r"), entry("shard", "3"), entry("last", "true"));
        assertThat(head.field("query")).isEmpty();
    }

    @Test
    void textThatIsNotAnObjectHasNoFields() {
        assertThat(RecordHead.of("").fields()).isEmpty();
        assertThat(RecordHead.of("[1]").fields()).isEmpty();
        assertThat(RecordHead.of("plain text").fields()).isEmpty();
        assertThat(RecordHead.of("{\"a\":1,broken").fields()).containsOnlyKeys("a");
    }

    @Test
    void atMost32FieldsAreRead() {
        String fields =
                IntStream.range(0, 10_000).mapToObj("\"f%d\":1"::formatted).collect(Collectors.joining(",", "{", "}"));

        assertThat(RecordHead.of(fields).fields()).hasSize(32);
    }

    @Test
    void theTimeIsAnInstantOrMilliseconds() {
        assertThat(RecordHead.of("{\"time\":\"1970-01-01T00:00:01.5Z\"}").time())
                .hasValue(1500);
        assertThat(RecordHead.of("{\"time\":1500}").time()).hasValue(1500);
        assertThat(RecordHead.of("{\"time\":\"yesterday\"}").time()).isEmpty();
        assertThat(RecordHead.of("{\"time\":\"99999999999999999999\"}").time()).isEmpty();
        assertThat(RecordHead.of("{\"time\":\"\"}").time()).isEmpty();
        assertThat(RecordHead.of("{}").time()).isEmpty();
    }
}
