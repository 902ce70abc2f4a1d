package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.Default;
import io.millrace.plugin.Extensions;

/**
 * Keeps records by a pattern in a text.
 *
 * @param type whether the text must contain or lack the pattern
 * @param field path of the text, or of a list of texts, of which {@code contains} requires one match and {@code lacks} none; blank
 *     searches the prompt
 * @param pattern a Java regular expression, found anywhere in the text
 */
public record TextPattern(Rule type, @Default("") String field, String pattern) implements FilterType {
    /** Rules for the texts of kept records. */
    public enum Rule {
        /** Keeps records with a text that matches a regular expression. */
        CONTAINS,
        /** Keeps records without a text that matches a regular expression, such as the tag of a drawing. */
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
                wanted ? "%s must match %s, was without a match" : "%s must not match %s, was a match",
                field.isBlank() ? "prompt" : field,
                pattern);
    }
}
