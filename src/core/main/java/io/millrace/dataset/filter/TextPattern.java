package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.Default;
import io.millrace.plugin.Extensions;

/**
 * Keeps records by a pattern in a text.
 *
 * @param type whether the text must contain or lack the pattern
 * @param field path of the text, or of a list of texts, of which {@code contains} needs one and {@code lacks} none; blank looks into
 *     the prompt
 * @param pattern a Java regular expression, found anywhere in the text
 */
public record TextPattern(Rule type, @Default("") String field, String pattern) implements FilterType {
    /** Which texts keep a record. */
    public enum Rule {
        /** Keeps records of which a text has something that a regular expression describes. */
        CONTAINS,
        /** Keeps records of which a text has nothing that a regular expression describes, such as the tag of a drawing. */
        LACKS
    }

    public TextPattern {
        requireNonNull(type, "type");
        requireNonNull(field, "field");
        new BoundedPattern(Extensions.written(type), pattern);
    }

    @Override
    public Filter create() {
        BoundedPattern searched = new BoundedPattern(Extensions.written(type), pattern);
        boolean wanted = type == Rule.CONTAINS;
        return candidate -> Filter.unless(
                candidate.texts(field).stream().anyMatch(searched::in) == wanted,
                wanted ? "%s must have %s, was without" : "%s must not have %s, was with it",
                field.isBlank() ? "prompt" : field,
                pattern);
    }
}
