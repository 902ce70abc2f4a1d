package io.millrace.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import io.millrace.model.LedgerLine;
import java.io.IOException;

/**
 * {@link LedgerLine} as one line of JSON: the record of the ledger's channel. {@code docs/channels.md} describes its fields.
 *
 * <p>Unknown fields are ignored; a missing field is an error that names it.
 */
public final class LedgerJson {
    private static final JsonMapper JSON = JsonMappers.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private LedgerJson() {}

    /** Formats a ledger line. */
    public static String write(LedgerLine line, Envelope envelope) {
        try {
            return Envelope.join(envelope.head(RecordSchema.LEDGER), JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ledger line of %s: must be writable".formatted(line.query()), e);
        }
    }

    /**
     * Parses a ledger line.
     *
     * @throws IOException if the text is not a ledger line; the message states the position and the reason
     */
    public static LedgerLine read(String text) throws IOException {
        try {
            RecordSchema.LEDGER.check(text);
            LedgerLine line = JSON.readValue(text, LedgerLine.class);
            if (line == null) { // The JSON null.
                throw new IOException("must be a ledger line, was null");
            }
            return line;
        } catch (JsonProcessingException e) {
            throw new IOException(UnreadableJsonException.describe(e), e);
        }
    }
}
