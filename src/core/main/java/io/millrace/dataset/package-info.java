/**
 * Loads prompts from files and orders them endlessly.
 *
 * <p>JSON lines, JSON arrays and Parquet are read as the same rows; a mapping turns them into prompts, filters select some, sources
 * are mixed by weights, and omitted records are returned with their positions and reasons. Grading answers does not belong here.
 * Start at {@link io.millrace.dataset.Datasets}.
 */
@NullMarked
package io.millrace.dataset;

import org.jspecify.annotations.NullMarked;
