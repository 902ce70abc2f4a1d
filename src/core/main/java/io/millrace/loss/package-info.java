/**
 * Options of the loss that the learner minimises, the weights of its tokens, and the registries of its formulas.
 *
 * <p>The formulas are fragments of the learner's program: {@code objective/NAME.torchscript} and {@code kl/NAME.torchscript}. To
 * add one, add its fragment and its name to {@code META-INF/services/io.millrace.loss.Objective} or {@code .Kl}. Start at
 * {@link io.millrace.loss.LossConfig}.
 */
@NullMarked
package io.millrace.loss;

import org.jspecify.annotations.NullMarked;
