package io.millrace.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.LedgerLine;
import io.millrace.random.SplitMix;
import java.io.IOException;

/**
 * A set of visit ends regardless of their order, represented by their number and the sum of their hashes.
 *
 * @param count number of ends
 * @param hashes sum of their hashes, modulo 2^64
 */
record EndsSum(int count, long hashes) {
    static final EndsSum NONE = new EndsSum(0, 0);

    /** This set with the end of a ledger line added. */
    EndsSum plus(LedgerLine line) {
        return plus(
                line.query(),
                line.visit(),
                line.split(),
                line.ordinal(),
                line.end().name(),
                line.detail());
    }

    /** This set with an end from a record of the channel of minibatches added. */
    EndsSum plus(JsonNode end) throws IOException {
        return plus(
                text(end, "query"),
                end.path("visit").asLong(-1),
                text(end, "split"),
                end.path("ordinal").asLong(-1),
                text(end, "end"),
                text(end, "detail"));
    }

    private static String text(JsonNode end, String name) throws IOException {
        JsonNode value = end.path(name);
        if (!value.isTextual()) {
            throw new IOException("%s of an end must be a string, was %s".formatted(name, value));
        }
        return value.asText();
    }

    private EndsSum plus(String query, long visit, String split, long ordinal, String end, String detail) {
        long hash = SplitMix.mix(SplitMix.mix(SplitMix.mix(1, query), visit), split);
        hash = SplitMix.mix(SplitMix.mix(SplitMix.mix(hash, ordinal), end), detail);
        return new EndsSum(count + 1, hashes + hash);
    }
}
