/**
 * A curriculum by query statistics: prompts whose pass rate says that their groups teach something come more often, and every
 * prompt comes again and again all the same.
 *
 * <p>The learner keeps pass rates and publishes them with each policy version; the source chooses the prompt of each ordinal by
 * those of the version that lets it start. Start at {@link io.millrace.curriculum.CurriculumOrder}.
 */
@NullMarked
package io.millrace.curriculum;

import org.jspecify.annotations.NullMarked;
