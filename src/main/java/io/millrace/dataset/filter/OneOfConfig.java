package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.ordered.OrderedSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps records of which a field has one of some values.
 *
 * @param field its path, as {@code type} or {@code extra.level}; of a list, one element is enough
 * @param values texts, or numbers as texts; 5.0 is {@code 5}
 */
public record OneOfConfig(String field, List<String> values) implements FilterConfig {
    public OneOfConfig {
        requireNonNull(field, "field");
        values = List.copyOf(values);
        FilterConfig.named("one-of", field);
        Require.that(!values.isEmpty(), "one-of: values must be at least one, were none");
    }

    @Override
    public Filter filter() {
        Set<String> wanted = OrderedSet.copyOf(values);
        return candidate -> Filter.unless(
                FieldPath.texts(candidate.field(field)).stream().anyMatch(wanted::contains),
                "%s must be one of %s, was %s",
                field,
                String.join(", ", values),
                candidate.shown(field));
    }
}
