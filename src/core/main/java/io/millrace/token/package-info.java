/**
 * Tokenizers and chat templates of Hugging Face folders.
 *
 * <p>Start at {@link io.millrace.token.Tokenizers}.
 */
@NullMarked
package io.millrace.token;

import org.jspecify.annotations.NullMarked;
