/**
 * SQL over the records of channels with in-process DuckDB. Start with {@link io.millrace.query.RecordTables}. How
 * records are read is up to the caller.
 */
@NullMarked
package io.millrace.query;

import org.jspecify.annotations.NullMarked;
