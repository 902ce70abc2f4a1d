/**
 * Damages valid inputs of every kind, seeded, and hands them to what reads them: a reader takes an input or refuses it by its own
 * exception with a message, within 5 s of processor time and without ending the process. {@code InputFuzzTest} beside
 * the whole program runs all targets.
 */
@NullMarked
package io.millrace.fuzz;

import org.jspecify.annotations.NullMarked;
