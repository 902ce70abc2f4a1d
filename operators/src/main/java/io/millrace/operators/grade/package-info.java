/**
 * Stage 3: verdicts and rewards.
 *
 * <p>Start at {@link io.millrace.operators.grade.GradeFunction}.
 */
@NullMarked
package io.millrace.operators.grade;

import org.jspecify.annotations.NullMarked;
