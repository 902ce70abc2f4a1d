/**
 * Tasks: what makes a response right, and what it earns.
 *
 * <p>One package below for each built-in task. Nothing of engines or streams. Start at {@link io.millrace.task.Task}.
 */
@NullMarked
package io.millrace.task;

import org.jspecify.annotations.NullMarked;
