/** Tests of the verifier for mathematics, and the pairs for measuring it. */
@NullMarked
package io.millrace.verify.math;

import org.jspecify.annotations.NullMarked;
