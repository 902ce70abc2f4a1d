/** Tests of the task for mathematics. */
@NullMarked
package io.millrace.task.verified;

import org.jspecify.annotations.NullMarked;
