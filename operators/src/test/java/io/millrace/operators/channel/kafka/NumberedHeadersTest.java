package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.channel.ChannelRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedHeadersTest {
    private static List<String> shown(String line) {
        List<String> shown = new ArrayList<>();
        NumberedHeaders.of(new ChannelRecord(7, line))
                .forEach(header -> shown.add(header.key() + "=" + new String(header.value(), UTF_8)));
        return shown;
    }

    private static String key(String line) {
        byte[] key = NumberedHeaders.key(new ChannelRecord(7, line));
        return key == null ? "none" : new String(key, UTF_8);
    }

    @Test
    void aRecordCarriesItsNumberAndTheFieldsThatItHas() {
        assertThat(shown("{\"schema\":\"1.0\",\"run\":\"r1\",\"policy_from\":3,\"policy_to\":5,\"query\":\"q\"}"))
                .containsExactly("millrace-number=7", "schema=1.0", "run=r1", "policy_from=3", "policy_to=5");
        assertThat(shown("{\"learner_step\":1}")).containsExactly("millrace-number=7");
        assertThat(shown("no object")).containsExactly("millrace-number=7");
    }

    @Test
    void theKeyIsTheQueryOrTheShard() {
        assertThat(key("{\"query\":\"q\u00e9\",\"shard\":1}")).isEqualTo("q\u00e9");
        assertThat(key("{\"schema\":\"1.0\",\"shard\":1}")).isEqualTo("1");
        assertThat(key("{\"learner_step\":1}")).isEqualTo("none");
    }

    @Test
    void theNumberIsReadBack() {
        assertThat(NumberedHeaders.number(NumberedHeaders.of(new ChannelRecord(Integer.MAX_VALUE + 1L, "{}"))))
                .hasValue(Integer.MAX_VALUE + 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "seven", "9999999999999999999", "\u0667"})
    void aHeaderThatIsNotANumberIsIgnored(String text) {
        Headers headers = new RecordHeaders();
        assertThat(NumberedHeaders.number(headers)).isEmpty();
        headers.add(NumberedHeaders.NUMBER, text.getBytes(UTF_8));
        assertThat(NumberedHeaders.number(headers)).isEmpty();
    }
}
