/**
 * Jobs: the topology of the stream, how it runs on one machine, and the command line.
 *
 * <p>Start at {@link io.millrace.jobs.topology.OnlineRlJob}, whose Javadoc shows the stages.
 */
@NullMarked
package io.millrace.jobs;

import org.jspecify.annotations.NullMarked;
