/**
 * Learning: what turns a minibatch into an optimizer step.
 *
 * <p>Interfaces and reports only; the embedded learner lives in a package of its own. Start at {@link
 * io.millrace.learner.Learner}.
 */
@NullMarked
package io.millrace.learner;

import org.jspecify.annotations.NullMarked;
