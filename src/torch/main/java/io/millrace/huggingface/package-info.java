/**
 * Model folders in Hugging Face's layout: config.json, the safetensors format, names and shapes of tensors.
 *
 * <p>A safetensors file is an 8-byte length, a JSON header, and the bytes of the tensors. F32, F16 and BF16 are read as
 * float32, and can be written; files of any size are streamed. This package does not depend on an engine. Start at
 * {@link
 * io.millrace.huggingface.ModelFolder} and {@link io.millrace.huggingface.Safetensors}. Format:
 * https://huggingface.co/docs/safetensors
 */
@NullMarked
package io.millrace.huggingface;

import org.jspecify.annotations.NullMarked;
