/**
 * Tokenizers and chat templates of Hugging Face folders.
 *
 * <p>Start at {@link io.millrace.policy.text.Tokenizers}.
 */
@NullMarked
package io.millrace.policy.text;

import org.jspecify.annotations.NullMarked;
