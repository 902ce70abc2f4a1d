package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

/**
 * Keeps records of which a text has something that a regular expression describes.
 *
 * @param field path of the text, or of a list of texts of which one is enough; blank looks into the prompt
 * @param pattern a Java regular expression, found anywhere in the text
 */
public record ContainsConfig(String field, String pattern) implements FilterConfig {
    public ContainsConfig {
        requireNonNull(field, "field");
        new BoundedPattern("contains", pattern);
    }

    @Override
    public Filter filter() {
        BoundedPattern wanted = new BoundedPattern("contains", pattern);
        return candidate -> Filter.unless(
                candidate.texts(field).stream().anyMatch(wanted::in),
                "%s must have %s, was without",
                field.isBlank() ? "prompt" : field,
                pattern);
    }
}
