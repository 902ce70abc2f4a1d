/** Tests of the verifier for mathematics, and the pairs that it is measured with. */
@NullMarked
package io.millrace.verify.math;

import org.jspecify.annotations.NullMarked;
