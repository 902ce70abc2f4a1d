package io.millrace.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonMappers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The answer to a request. */
public interface Reply {
    /** The HTTP status. */
    int status();

    /** The media type of the content. */
    String type();

    /** The content; the array is owned by this value and must not be written to. */
    byte[] content();

    /** Sends it. Tests of clients send broken answers. */
    default void send(Wire wire) {
        wire.send(status(), type(), content());
    }

    /** The connection that an answer is sent on. Thread-safe. */
    interface Wire {
        /** Sends a whole answer. */
        void send(int status, String type, byte[] content);

        /**
         * Sends the head of an answer and as much of its content as is given.
         *
         * @param length the length that the head announces, in bytes
         */
        void sendPart(int status, String type, long length, byte[] content);

        /** Closes the connection. */
        void close();
    }

    /** A complete answer. */
    record Whole(int status, String type, byte[] content) implements Reply {}

    /** Writes JSON. */
    @FunctionalInterface
    interface JsonWriter {
        void write(JsonGenerator json) throws IOException;
    }

    /** JSON as it is written; avoids trees of many tokens. */
    static Reply json(JsonWriter writer) {
        return new Whole(200, "application/json", bytes(writer));
    }

    /** JSON with a status. */
    static Reply json(int status, JsonNode tree) {
        return new Whole(status, "application/json", bytes(json -> json.writeTree(tree)));
    }

    /** JSON. */
    static Reply json(JsonNode tree) {
        return json(200, tree);
    }

    /** Success without content. */
    static Reply empty() {
        return new Whole(200, "text/plain; charset=utf-8", new byte[0]);
    }

    /** Plain text, for instance metrics. */
    static Reply text(String type, String text) {
        return new Whole(200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Server-sent events, all at once. */
    static Reply events(List<String> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append("data: ").append(event).append("\n\n"));
        return text("text/event-stream; charset=utf-8", text.toString());
    }

    /** The JSON that a writer produces. */
    static byte[] bytes(JsonWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JsonMappers.plain().createGenerator(out)) {
            writer.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
