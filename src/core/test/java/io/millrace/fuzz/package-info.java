/**
 * Damages valid inputs of every kind, with a seed, and passes them to their readers. A reader must accept an input or reject it
 * with its own exception and a message, within 5 s of processor time and without ending the process. {@code InputFuzzTest} in
 * {@code flink-jobs} runs all targets.
 */
@NullMarked
package io.millrace.fuzz;

import org.jspecify.annotations.NullMarked;
