package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.json.JsonMappers;
import java.util.Optional;

/**
 * A tool call as the policy wrote it.
 *
 * @param tool name of the tool; empty if the format has no names, or if it could not be read
 * @param arguments text of the arguments
 * @param parsed the arguments; empty if the call is malformed
 * @param problem why it is malformed; empty if it is not
 */
public record WrittenCall(String tool, String arguments, Optional<Arguments> parsed, String problem) {
    private static final int DEEPEST = 20;
    private static final JsonMapper JSON = JsonMappers.strict(DEEPEST).build();

    /** Arguments of a call. */
    public sealed interface Arguments {
        /** A JSON object. */
        record Json(JsonNode object) implements Arguments {}

        /** The text of the only argument. */
        record Text(String text) implements Arguments {}
    }

    public WrittenCall {
        requireNonNull(tool, "tool");
        requireNonNull(arguments, "arguments");
        requireNonNull(parsed, "parsed");
        requireNonNull(problem, "problem");
    }

    /** A call that could not be read. */
    public static WrittenCall malformed(String text, String problem) {
        return new WrittenCall("", text, Optional.empty(), problem);
    }

    /** A call without a name, whose tool has one argument. */
    public static WrittenCall nameless(String argument) {
        return new WrittenCall("", argument, Optional.of(new Arguments.Text(argument)), "");
    }

    /**
     * A call as a JSON object with a name and arguments. Arguments may be an object, or text that contains one, which some models
     * write.
     *
     * @param key key of the arguments
     */
    public static WrittenCall json(String text, String key) {
        JsonNode call;
        try {
            call = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return malformed(text, "must be a JSON object: " + e.getOriginalMessage());
        }
        if (call == null || !call.isObject()) {
            return malformed(text, "must be a JSON object");
        }
        String name = call.path("name").asText("");
        if (name.isEmpty()) {
            return malformed(text, "must have a name");
        }
        JsonNode arguments = call.path(key);
        String written = arguments.isTextual() ? arguments.asText() : arguments.toString();
        if (arguments.isMissingNode() || arguments.isNull()) {
            return new WrittenCall(
                    name, "{}", Optional.of(new Arguments.Json(JsonNodeFactory.instance.objectNode())), "");
        }
        try {
            JsonNode object = arguments.isTextual() ? JSON.readTree(arguments.asText()) : arguments;
            if (object != null && object.isObject()) {
                return new WrittenCall(name, written, Optional.of(new Arguments.Json(object)), "");
            }
        } catch (JsonProcessingException e) {
            // Not an object either.
        }
        return new WrittenCall(name, written, Optional.empty(), key + " must be a JSON object");
    }
}
