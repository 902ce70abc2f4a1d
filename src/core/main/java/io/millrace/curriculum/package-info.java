/**
 * A curriculum based on pass rates: prompts whose groups are expected to have a learning signal are visited more often, while every
 * prompt is still visited repeatedly.
 *
 * <p>The learner keeps pass rates and publishes them with each policy version; the source chooses the prompt of each ordinal by the
 * pass rates of the version under which the visit starts. Start at {@link io.millrace.curriculum.CurriculumOrder}.
 */
@NullMarked
package io.millrace.curriculum;

import org.jspecify.annotations.NullMarked;
