/**
 * The embedded learner: trains the policy with one TorchScript program, in this process.
 *
 * <p>Native arrays come from {@link io.millrace.torch}. The program is {@code learner.torchscript}; its loss is {@code
 * loss.torchscript} with one fragment each from {@code objective}, {@code kl} and {@code importance}. Start at {@link
 * io.millrace.torch.learn.DjlLearner}; supervised training of a new policy starts at {@link
 * io.millrace.torch.learn.SupervisedTrainer}.
 */
@NullMarked
package io.millrace.torch.learn;

import org.jspecify.annotations.NullMarked;
