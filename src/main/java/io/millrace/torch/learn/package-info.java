/**
 * The embedded learner: the policy is trained by one TorchScript program, in this process.
 *
 * <p>Native arrays come from {@link io.millrace.torch}; the program's text is {@code learner.torchscript}, and what it
 * must compute is {@link io.millrace.loss.PolicyLoss}. Start at {@link io.millrace.torch.learn.DjlLearner}; a policy that
 * has not learnt anything yet starts at {@link io.millrace.torch.learn.SupervisedTrainer}.
 */
@NullMarked
package io.millrace.torch.learn;

import org.jspecify.annotations.NullMarked;
