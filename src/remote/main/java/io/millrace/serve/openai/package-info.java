/**
 * The OpenAI paths that all dialects serve: {@code /v1/models}, {@code /v1/completions} and {@code /v1/chat/completions}, with vLLM's
 * extensions for token ids.
 *
 * <p>Start at {@link io.millrace.serve.openai.OpenAiRoutes}.
 */
@NullMarked
package io.millrace.serve.openai;

import org.jspecify.annotations.NullMarked;
