/**
 * Data types of the stream: immutable, validated values that travel from stage to stage.
 *
 * <p>They contain no behaviour beyond simple arithmetic, no I/O and no configuration. Start at
 * {@link io.millrace.model.PromptVisit}, follow it through {@link io.millrace.model.SampledGroup} and
 * {@link io.millrace.model.GradedGroup} to {@link io.millrace.model.Minibatch}; in all cases, a visit ends in one
 * {@link io.millrace.model.VisitEnd}.
 */
@NullMarked
package io.millrace.model;

import org.jspecify.annotations.NullMarked;
