/**
 * Seeded random numbers: the same seed gives the same numbers on every machine.
 *
 * <p>Start at {@link io.millrace.random.SplitMix}.
 */
@NullMarked
package io.millrace.random;

import org.jspecify.annotations.NullMarked;
