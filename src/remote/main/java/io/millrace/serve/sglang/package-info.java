/**
 * SGLang's paths: {@code /generate} with token ids, and weight updates from disk. Log-probabilities of responses are scaled by the
 * temperature, those of prompts are raw.
 */
@NullMarked
package io.millrace.serve.sglang;

import org.jspecify.annotations.NullMarked;
