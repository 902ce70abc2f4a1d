/** Tests of the verifier for mathematics, and the pairs that its accuracy is measured on. */
@NullMarked
package io.millrace.verify.math;

import org.jspecify.annotations.NullMarked;
