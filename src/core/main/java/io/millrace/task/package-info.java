/**
 * Tasks define when a response is correct and how it is rewarded.
 *
 * <p>Each built-in task is a subpackage. Tasks depend on neither engines nor streams. Start at {@link io.millrace.task.Task}.
 */
@NullMarked
package io.millrace.task;

import org.jspecify.annotations.NullMarked;
