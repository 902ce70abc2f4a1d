/**
 * The dialect of SGLang's own {@code /generate}. Its OpenAI routes key log-probabilities by text and are not used. Start at {@link
 * io.millrace.server.sglang.SglangEngineKind}.
 */
@NullMarked
package io.millrace.server.sglang;

import org.jspecify.annotations.NullMarked;
