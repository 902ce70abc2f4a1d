/** Tests of the math task. */
@NullMarked
package io.millrace.task.verifier;

import org.jspecify.annotations.NullMarked;
