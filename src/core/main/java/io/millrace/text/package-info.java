/**
 * Analyses the thinking in a response's text: its position, length and style.
 *
 * <p>Nothing here judges or rewards. Start at {@link io.millrace.text.Thoughts}.
 */
@NullMarked
package io.millrace.text;

import org.jspecify.annotations.NullMarked;
