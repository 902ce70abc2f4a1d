package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.ordered.OrderedSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps records of which a field has none of some values, or is missing.
 *
 * @param field its path, as {@code type} or {@code extra.level}; of a list, no element may be among them
 * @param values texts, or numbers as texts; 5.0 is {@code 5}
 */
public record NoneOfConfig(String field, List<String> values) implements FilterConfig {
    public NoneOfConfig {
        requireNonNull(field, "field");
        values = List.copyOf(values);
        FilterConfig.named("none-of", field);
        Require.that(!values.isEmpty(), "none-of: values must be at least one, were none");
    }

    @Override
    public Filter filter() {
        Set<String> unwanted = OrderedSet.copyOf(values);
        return candidate -> Filter.unless(
                FieldPath.texts(candidate.field(field)).stream().noneMatch(unwanted::contains),
                "%s must be none of %s, was %s",
                field,
                String.join(", ", values),
                candidate.shown(field));
    }
}
