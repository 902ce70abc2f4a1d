/**
 * Tokenizers of a tokenizer.json and a chat template, as Hugging Face folders hold them, and small ones of our own in the same form.
 *
 * <p>Encoding is Hugging Face's own library in {@link io.millrace.token.library}, templates are Jinja. Start at {@link
 * io.millrace.token.json.JsonFormat}, which {@link io.millrace.token.Tokenizers} finds.
 */
@NullMarked
package io.millrace.token.json;

import org.jspecify.annotations.NullMarked;
