/**
 * Prompts out of files, in an order without end.
 *
 * <p>JSON lines, JSON arrays and Parquet become the same rows, one mapping makes prompts of them, filters keep some, sources
 * are mixed by weights, and what is left out is handed back with its place and reason. Nothing of what an answer is worth. Start at {@link io.millrace.dataset.Datasets}.
 */
@NullMarked
package io.millrace.dataset;

import org.jspecify.annotations.NullMarked;
