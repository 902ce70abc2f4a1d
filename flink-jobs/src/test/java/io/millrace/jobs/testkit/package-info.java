/** Hand-written fakes: a policy whose weights are a hash of everything it ever learnt from. */
@NullMarked
package io.millrace.jobs.testkit;

import org.jspecify.annotations.NullMarked;
