/**
 * Policies as GGUF files, which llama.cpp and programs built on it read: {@link io.millrace.gguf.GgufExport}.
 *
 * <p>Weights are written as float32, exactly. Only vocabularies of symbols or bytes are supported; models with other tokenizers have
 * a converter in llama.cpp. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, version 3.
 */
@NullMarked
package io.millrace.gguf;

import org.jspecify.annotations.NullMarked;
