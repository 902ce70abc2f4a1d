/**
 * What a language model is made of: its dimensions, its parameters and the folder it comes in.
 *
 * <p>Nothing here computes. Start at {@link io.millrace.policy.model.ModelConfig}.
 */
@NullMarked
package io.millrace.policy.model;

import org.jspecify.annotations.NullMarked;
