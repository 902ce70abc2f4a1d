/**
 * Parquet data sets, read with in-process DuckDB. The {@link io.millrace.dataset.RowReader} here is found by
 * ServiceLoader.
 */
@NullMarked
package io.millrace.dataset.parquet;

import org.jspecify.annotations.NullMarked;
