/**
 * Learning: from a minibatch to an optimizer step.
 *
 * <p>Interfaces and reports only; the embedded learner is in a separate package. Start at {@link
 * io.millrace.learner.Learner}.
 */
@NullMarked
package io.millrace.learner;

import org.jspecify.annotations.NullMarked;
