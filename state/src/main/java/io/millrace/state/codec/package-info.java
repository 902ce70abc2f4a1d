/**
 * Flink's serializers over Millrace's codecs: one small class instead of one for each noun.
 *
 * <p>Start at {@link io.millrace.state.codec.Types}.
 */
@NullMarked
package io.millrace.state.codec;

import org.jspecify.annotations.NullMarked;
