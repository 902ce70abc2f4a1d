package io.millrace.dataset.filter;

import io.millrace.plugin.Extension;

/**
 * A rule in a {@code filters} list, with its options: a record that is registered in a file
 * {@code META-INF/services/io.millrace.dataset.filter.FilterType}. Only records that satisfy every rule become prompts.
 */
public interface FilterType extends Extension {
    /** Creates the rule with these options. */
    Filter create();
}
