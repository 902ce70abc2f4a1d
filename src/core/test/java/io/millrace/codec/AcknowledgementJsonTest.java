package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.Acknowledgement;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementJsonTest {
    @Test
    void aWrittenAcknowledgementIsReadBack() throws IOException {
        Acknowledgement all = new Acknowledgement("r1", 1, 17, Map.of("loss", -0.25));
        Acknowledgement least = new Acknowledgement("", 0, 0, Map.of());

        assertThat(AcknowledgementJson.read(AcknowledgementJson.write(all))).isEqualTo(all);
        assertThat(AcknowledgementJson.read(AcknowledgementJson.write(least))).isEqualTo(least);
        assertThat(AcknowledgementJson.write(all))
                .isEqualTo(
                        "{\"schema\":\"acknowledgement/1\",\"run\":\"r1\",\"shard\":1,\"sequence\":17,\"figures\":{\"loss\":-0.25}}");
    }

    @Test
    void unknownFieldsAreIgnored() throws IOException {
        assertThat(AcknowledgementJson.read("{\"shard\":0,\"sequence\":3,\"version\":12}"))
                .isEqualTo(new Acknowledgement("", 0, 3, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | must be a JSON object, was ARRAY",
                "{\"sequence\":3} | shard must be a whole number >= 0, was missing",
                "{\"shard\":0,\"sequence\":-1} | sequence must be a whole number >= 0, was -1",
                "{\"shard\":0,\"sequence\":1.5} | sequence must be a whole number >= 0, was 1.5",
                "{\"shard\":4294967296,\"sequence\":0} | shard must be a whole number >= 0, was 4294967296",
                "{\"run\":7,\"shard\":0,\"sequence\":0} | run must be a text, was 7",
                "{\"shard\":0,\"sequence\":0,\"figures\":3} | figures must be an object of numbers, was 3",
                "{\"shard\":0,\"sequence\":0,\"figures\":{\"loss\":\"x\"}} | figures.loss must be a number, was \"x\"",
                "{\"schema\":\"acknowledgement/2\",\"shard\":0,\"sequence\":0} | schema must be acknowledgement/1, was acknowledgement/2: read the record with the Millrace that wrote it, or a later one"
            })
    void aTextThatIsNoAcknowledgementIsRejectedWithTheRule(String text, String rule) {
        assertThatThrownBy(() -> AcknowledgementJson.read(text))
                .isInstanceOf(IOException.class)
                .hasMessage(rule);
    }
}
