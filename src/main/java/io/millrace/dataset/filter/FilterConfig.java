package io.millrace.dataset.filter;

import io.millrace.check.Require;

/** One rule of a list {@code filters}; what it is, is its type. Only records that keep every rule become prompts. */
public sealed interface FilterConfig
        permits OneOfConfig, NoneOfConfig, RangeConfig, LengthConfig, ContainsConfig, LacksConfig {
    /** The rule. */
    Filter filter();

    /** Refuses a field without a name. */
    static void named(String type, String field) {
        Require.that(!field.isBlank(), "%s: field must not be blank", type);
    }
}
