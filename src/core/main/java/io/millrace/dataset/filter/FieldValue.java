package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.ordered.OrderedSet;
import io.millrace.plugin.Default;
import io.millrace.plugin.Extensions;
import java.util.List;
import java.util.Set;

/**
 * Keeps records by the value of a field.
 *
 * @param type whether the field must have one of the values, or none of them
 * @param field its path, such as {@code type} or {@code extra.level}; for a list, {@code one-of} requires one element among the
 *     values, {@code none-of} requires none
 * @param values texts, or numbers as texts; 5.0 is {@code 5}
 */
public record FieldValue(
        Rule type, String field, @Default("[]") List<String> values) implements FilterType {
    /** Rules for the values of kept records. */
    public enum Rule {
        /** Keeps records whose field has one of the values. */
        ONE_OF,
        /** Keeps records whose field has none of the values or is missing. */
        NONE_OF
    }

    public FieldValue {
        requireNonNull(type, "type");
        requireNonNull(field, "field");
        values = List.copyOf(values);
        String who = Extensions.written(type);
        OptionRules rules = new OptionRules(who);
        rules.that(!field.isBlank(), "field", "must not be blank");
        rules.that(!values.isEmpty(), "values", "must have at least one value, had none");
        rules.done();
    }

    @Override
    public Filter create() {
        Set<String> listed = OrderedSet.copyOf(values);
        boolean wanted = type == Rule.ONE_OF;
        return candidate -> Filter.unless(
                FieldPath.texts(candidate.field(field)).stream().anyMatch(listed::contains) == wanted,
                "%s must be %s of %s, was %s",
                field,
                wanted ? "one" : "none",
                String.join(", ", values),
                candidate.shown(field));
    }
}
