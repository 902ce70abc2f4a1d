package io.millrace.jobs.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest dead letters of a run. Thread-safe. */
public final class DeadLetterView implements RecordView {
    private static final int KEPT = 200;
    private static final int LONGEST = 500;

    private final Deque<DeadLetter> newest = new ArrayDeque<>();

    /**
     * A dead letter.
     *
     * @param file name of the data set's file, or the split
     * @param position in the file
     * @param reason the rule it breaks
     * @param raw the start of its text
     */
    public record DeadLetter(long number, String file, long position, String reason, String raw) {}

    @Override
    public synchronized void add(long number, String line) throws IOException {
        JsonNode json = JsonFile.parse(line, JsonNode.class);
        newest.addLast(new DeadLetter(
                number, text(json, "file"), json.path("position").asLong(), text(json, "reason"), text(json, "raw")));
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
    }

    private static String text(JsonNode json, String field) {
        String text = json.path(field).asText("");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    @Override
    public synchronized void clear() {
        newest.clear();
    }

    /** The newest ones, the latest last. */
    public synchronized List<DeadLetter> newest() {
        return new ArrayList<>(newest);
    }
}
