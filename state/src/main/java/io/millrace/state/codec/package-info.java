/**
 * Flink serializers based on Millrace's codecs: one small class instead of one per domain type.
 *
 * <p>Start at {@link io.millrace.state.codec.Types}.
 */
@NullMarked
package io.millrace.state.codec;

import org.jspecify.annotations.NullMarked;
