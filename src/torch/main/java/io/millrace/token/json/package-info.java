/**
 * Tokenizers defined by a tokenizer.json and a chat template, as in Hugging Face folders, and small built-in ones in
 * the same format.
 *
 * <p>Encoding uses Hugging Face's library through {@link io.millrace.token.library}; chat templates are Jinja. Start at
 * {@link io.millrace.token.json.JsonFormat}, which {@link io.millrace.token.Tokenizers} discovers.
 */
@NullMarked
package io.millrace.token.json;

import org.jspecify.annotations.NullMarked;
