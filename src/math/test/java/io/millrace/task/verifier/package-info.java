/** Tests of the task for mathematics. */
@NullMarked
package io.millrace.task.verifier;

import org.jspecify.annotations.NullMarked;
