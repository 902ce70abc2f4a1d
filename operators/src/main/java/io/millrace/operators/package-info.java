/**
 * Flink operators: one package per stage, each a thin wiring of a function from the core with its state and metrics.
 *
 * <p>No rules of RL here. Start at {@link io.millrace.operators.prompts.PromptSource} and follow the stream: sample, grade,
 * remember, compose, learn.
 */
@NullMarked
package io.millrace.operators;

import org.jspecify.annotations.NullMarked;
