/** Current metrics of the embedded job, for the processes that show it, judge it or export its metrics. */
@NullMarked
package io.millrace.jobs.live;

import org.jspecify.annotations.NullMarked;
