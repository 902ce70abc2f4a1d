/**
 * Flink operators: one package per stage, each a thin layer that connects a function of the core to its state and
 * metrics.
 *
 * <p>RL logic does not belong here. Start at {@link io.millrace.operators.prompts.PromptSource} and follow the stream:
 * sample, grade, remember, compose, learn.
 */
@NullMarked
package io.millrace.operators;

import org.jspecify.annotations.NullMarked;
