/**
 * Which records of a data set are kept.
 *
 * <p>One record of options for each kind of rule, named by the key {@code type} of a section; each makes a {@link
 * io.millrace.dataset.filter.Filter}. Nothing of files or of what a prompt is made of. Start at {@link
 * io.millrace.dataset.filter.FilterType}.
 */
@NullMarked
package io.millrace.dataset.filter;

import org.jspecify.annotations.NullMarked;
