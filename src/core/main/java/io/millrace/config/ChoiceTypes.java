package io.millrace.config;

import io.millrace.loss.Formula;
import io.millrace.loss.Kl;
import io.millrace.loss.Objective;
import java.util.List;

/** Types whose values are chosen by name: enums and registered formulas of the loss. */
final class ChoiceTypes {
    private ChoiceTypes() {}

    /** Whether the values of a type are chosen by name. */
    static boolean isChoice(Class<?> type) {
        return type.isEnum() || Formula.class.isAssignableFrom(type);
    }

    /** Whether a value is chosen by name. */
    static boolean is(Object value) {
        return value instanceof Enum<?> || value instanceof Formula;
    }

    /** All values of such a type, in the order in which they are shown. */
    static List<?> of(Class<?> type) {
        if (type == Objective.class) {
            return Objective.all();
        }
        if (type == Kl.class) {
            return Kl.all();
        }
        return List.of(type.getEnumConstants());
    }

    /** The name of a value in a configuration. */
    static String name(Object value) {
        return value instanceof Formula formula ? formula.name() : RecordWriter.name((Enum<?>) value);
    }
}
