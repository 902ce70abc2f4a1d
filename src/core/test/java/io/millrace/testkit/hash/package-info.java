/** A complete system of hand-written fakes: the policy's weights are a hash of all its training data. */
@NullMarked
package io.millrace.testkit.hash;

import org.jspecify.annotations.NullMarked;
