/**
 * The safetensors file format: an 8-byte length, a JSON header, and the bytes of the tensors.
 *
 * <p>Reads F32, F16 and BF16 as float32 and writes all three, streaming, whatever the file's size. Nothing here knows a
 * model or an engine. Start at {@link io.millrace.policy.safetensors.Safetensors}. Format:
 * https://huggingface.co/docs/safetensors
 */
@NullMarked
package io.millrace.policy.safetensors;

import org.jspecify.annotations.NullMarked;
