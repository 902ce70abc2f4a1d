package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordHead;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Headers and key of a Kafka record. */
final class NumberedHeaders {
    /** The record's number in the channel, in decimal digits. */
    static final String NUMBER = "millrace-number";

    /** Fields of the record's head that are copied to headers, if the record has them. */
    private static final List<String> FIELDS = List.of(RecordHead.SCHEMA, RecordHead.RUN, "policy_from", "policy_to");

    /** Fields that serve as the key; the first one that the record has is used. */
    private static final List<String> KEYS = List.of("query", "shard");

    private static final int DIGITS = 19;

    private NumberedHeaders() {}

    static Headers of(ChannelRecord record) {
        Headers headers = new RecordHeaders();
        headers.add(NUMBER, Long.toString(record.number()).getBytes(UTF_8));
        RecordHead head = RecordHead.of(record.line());
        for (String field : FIELDS) {
            head.field(field).ifPresent(value -> headers.add(field, value.getBytes(UTF_8)));
        }
        return headers;
    }

    /** The key, which keeps all records of a query, or of a shard, in one partition; null if the record has neither field. */
    static byte @Nullable [] key(ChannelRecord record) {
        RecordHead head = RecordHead.of(record.line());
        return KEYS.stream()
                .flatMap(field -> head.field(field).stream())
                .findFirst()
                .map(value -> value.getBytes(UTF_8))
                .orElse(null);
    }

    /** The number of a record; empty if another program has written it. */
    static OptionalLong number(Headers headers) {
        Header header = headers.lastHeader(NUMBER);
        if (header == null || header.value() == null) {
            return OptionalLong.empty();
        }
        String digits = new String(header.value(), UTF_8);
        boolean number = !digits.isEmpty()
                && digits.length() < DIGITS
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return number ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
