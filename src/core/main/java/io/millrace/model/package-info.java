/**
 * The nouns of the stream: what travels from stage to stage, as values that cannot be invalid.
 *
 * <p>No behaviour beyond their own arithmetic, no I/O, no configuration. Start at {@link io.millrace.model.PromptVisit},
 * follow it through {@link io.millrace.model.SampledGroup} and {@link io.millrace.model.GradedGroup} to {@link
 * io.millrace.model.Minibatch}; whatever happens, a visit ends in one {@link io.millrace.model.VisitEnd}.
 */
@NullMarked
package io.millrace.model;

import org.jspecify.annotations.NullMarked;
