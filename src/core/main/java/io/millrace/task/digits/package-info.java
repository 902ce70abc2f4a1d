/**
 * Digit completion: the smallest task on which a language model visibly learns, in seconds and without a data set.
 *
 * <p>The task of verl's end-to-end test (arithmetic sequence modulo M), reimplemented. Start at
 * {@link io.millrace.task.digits.DigitsTask}.
 */
@NullMarked
package io.millrace.task.digits;

import org.jspecify.annotations.NullMarked;
