/**
 * Binary encoding of values, used both in state and between stages.
 *
 * <p>Every payload starts with the version of its format, so old bytes stay readable. Start at {@link io.millrace.codec.Codec}.
 */
@NullMarked
package io.millrace.codec;

import org.jspecify.annotations.NullMarked;
