package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.TypeName;
import java.util.OptionalDouble;

/**
 * Keeps records of which a field is a number in a range, such as a difficulty.
 *
 * @param field its path; a text that is a number counts as one
 * @param within both bounds included: {@code 2..5}, {@code 2..} or {@code ..5}
 */
@TypeName("range")
public record FieldRange(String field, String within) implements FilterType {
    public FieldRange {
        requireNonNull(field, "field");
        OptionRules rules = new OptionRules("range");
        rules.that(!field.isBlank(), "field", "must not be blank");
        rules.accepts("within", within, text -> Interval.of("range", text));
        rules.done();
    }

    @Override
    public Filter create() {
        Interval interval = Interval.of("range", within);
        return candidate -> {
            OptionalDouble number = FieldPath.number(candidate.field(field));
            return Filter.unless(
                    number.isPresent() && interval.contains(number.getAsDouble()),
                    "%s must be a number in %s, was %s",
                    field,
                    within,
                    candidate.shown(field));
        };
    }
}
