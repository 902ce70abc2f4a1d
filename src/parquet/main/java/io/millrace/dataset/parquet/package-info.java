/** Data sets in Parquet, read by DuckDB within the process. The {@link io.millrace.dataset.RowReader} here is found by ServiceLoader. */
@NullMarked
package io.millrace.dataset.parquet;

import org.jspecify.annotations.NullMarked;
