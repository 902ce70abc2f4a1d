/**
 * The paths of llama.cpp's server: {@code /completion} with token ids. Log-probabilities are raw. Weights cannot be replaced, as in
 * llama.cpp.
 */
@NullMarked
package io.millrace.serve.llamacpp;

import org.jspecify.annotations.NullMarked;
