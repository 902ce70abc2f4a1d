/**
 * What a response's text says of its thinking: where it is, how long it is, and how it is written.
 *
 * <p>Nothing here judges or rewards. Start at {@link io.millrace.text.Thoughts}.
 */
@NullMarked
package io.millrace.text;

import org.jspecify.annotations.NullMarked;
