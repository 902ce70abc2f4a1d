/**
 * Filters for the records of a data set.
 *
 * <p>One record of options for each kind of rule, named by the key {@code type} of a section; each creates a
 * {@link io.millrace.dataset.filter.Filter}. Filters do not depend on file formats or on the mapping to prompts. Start at
 * {@link io.millrace.dataset.filter.FilterType}.
 */
@NullMarked
package io.millrace.dataset.filter;

import org.jspecify.annotations.NullMarked;
