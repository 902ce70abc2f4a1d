/** Tests of the task for mathematics. */
@NullMarked
package io.millrace.task.math;

import org.jspecify.annotations.NullMarked;
