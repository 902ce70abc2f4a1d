package io.millrace.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.regex.Pattern;

/** Thrown if a text is not JSON, or not of the expected type. Its message is one line: the position and the reason. */
public final class UnreadableJsonException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LENGTH = 200;
    /** The start of an unclosed value, which Jackson reports with a description of the source. */
    private static final Pattern PLACES =
            Pattern.compile(" *\\((?:start marker|for \\w+ starting) at \\[Source:.*?(?:]\\)|$)");

    UnreadableJsonException(JsonProcessingException cause) {
        super(describe(cause), cause);
    }

    UnreadableJsonException(String message) {
        super(message);
    }

    /**
     * Jackson's reason in one line, preceded by the position if it is known: {@code line 1, column 5: Unexpected character ...}.
     *
     * @param failure failure to read or write JSON
     */
    public static String describe(JsonProcessingException failure) {
        String reason = reason(failure);
        JsonLocation place = failure.getLocation();
        return place == null || place.getLineNr() < 1
                ? reason
                : "line %d, column %d: %s".formatted(place.getLineNr(), place.getColumnNr(), reason);
    }

    /** Jackson's reason in one line, without a position. */
    public static String reason(JsonProcessingException failure) {
        String original = failure.getOriginalMessage();
        String first = original == null ? "" : original.lines().findFirst().orElse("");
        String reason = PLACES.matcher(first)
                .replaceAll("")
                .replaceFirst(" *\\(bound as .*", "")
                .strip();
        return reason.length() <= LENGTH ? reason : reason.substring(0, LENGTH) + " ...";
    }

    /** Only the message: messages that quote an exception would otherwise contain this class name. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
