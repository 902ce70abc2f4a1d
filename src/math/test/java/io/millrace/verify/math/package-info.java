/** Tests of the math verifier, and the pairs on which its accuracy is measured. */
@NullMarked
package io.millrace.verify.math;

import org.jspecify.annotations.NullMarked;
