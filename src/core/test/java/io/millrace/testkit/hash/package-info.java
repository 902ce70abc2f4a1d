/** A whole system of hand-written fakes: a policy whose weights are a hash of everything it ever learnt from. */
@NullMarked
package io.millrace.testkit.hash;

import org.jspecify.annotations.NullMarked;
