package io.millrace.dataset;

import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids of queries, unique in a data set: {@code #2} is appended to the second record with the same id, {@code #3} to the third.
 * Ids are stable as long as the records before them are.
 */
final class QueryIds {
    private static final int HASH_BYTES = 8;

    private final Map<String, Integer> seen = new LinkedHashMap<>();

    /** A hash of a conversation: 16 hexadecimal digits, the same on every machine. */
    static String hash(List<ChatMessage> messages) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ChatMessage message : messages) {
                digest.update(message.role().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(message.content().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("query id: the Java runtime must have SHA-256", e);
        }
    }

    /** The prompt with an id that no earlier one has. */
    Prompt unique(Prompt prompt) {
        int times = seen.merge(prompt.queryId(), 1, Integer::sum);
        if (times == 1) {
            return prompt;
        }
        return unique(new Prompt(
                prompt.queryId() + "#" + times,
                prompt.messages(),
                prompt.truths(),
                prompt.source(),
                prompt.task(),
                prompt.kind()));
    }
}
