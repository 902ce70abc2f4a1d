/**
 * vLLM's paths: completions with token ids, {@code /inference/v1/generate} (tokens in, tokens out), and the weight updates of its
 * development mode. Log-probabilities are raw.
 *
 * <p>Differences: with a token every path but health and version needs it; vLLM leaves those for weights open. {@code /pause?mode=keep}
 * does not freeze requests in progress.
 */
@NullMarked
package io.millrace.serve.vllm;

import org.jspecify.annotations.NullMarked;
