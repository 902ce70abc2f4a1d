/**
 * The dialect of llama.cpp's server: {@code /completion}. It cannot replace weights, so its policy is frozen. Start at {@link
 * io.millrace.server.llamacpp.LlamaCppEngineKind}.
 */
@NullMarked
package io.millrace.server.llamacpp;

import org.jspecify.annotations.NullMarked;
