/** SQL over the channels of runs: {@link io.millrace.jobs.query.RunTables} loads them, {@link io.millrace.jobs.query.RowTable} formats results. */
@NullMarked
package io.millrace.jobs.query;

import org.jspecify.annotations.NullMarked;
