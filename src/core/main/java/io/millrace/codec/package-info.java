/**
 * Values as bytes: the one form in which nouns are kept in state and sent between stages.
 *
 * <p>Every payload starts with the version of its form, so old bytes stay readable. Start at {@link io.millrace.codec.Codec}.
 */
@NullMarked
package io.millrace.codec;

import org.jspecify.annotations.NullMarked;
