/** Runs the whole job on {@link io.millrace.testkit.hash.HashParts}. */
@NullMarked
package io.millrace.jobs.testkit;

import org.jspecify.annotations.NullMarked;
