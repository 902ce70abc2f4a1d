package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

/**
 * Keeps records of which a text has nothing that a regular expression describes, such as the tag of a drawing.
 *
 * @param field path of the text, or of a list of texts; blank looks into the prompt
 * @param pattern a Java regular expression, found anywhere in the text
 */
public record LacksConfig(String field, String pattern) implements FilterConfig {
    public LacksConfig {
        requireNonNull(field, "field");
        new BoundedPattern("lacks", pattern);
    }

    @Override
    public Filter filter() {
        BoundedPattern unwanted = new BoundedPattern("lacks", pattern);
        return candidate -> Filter.unless(
                candidate.texts(field).stream().noneMatch(unwanted::in),
                "%s must not have %s, was with it",
                field.isBlank() ? "prompt" : field,
                pattern);
    }
}
