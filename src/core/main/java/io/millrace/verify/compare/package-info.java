/**
 * Comparisons of an answer with a truth: text, words in common, patterns, choices, JSON. Mathematics is in
 * {@code io.millrace.verify.math}.
 *
 * <p>Each is bounded in time and memory for any answer. Start at {@link io.millrace.verify.Comparison}.
 */
@NullMarked
package io.millrace.verify.compare;

import org.jspecify.annotations.NullMarked;
