/**
 * Jobs: the topology of the stream, how it runs on one machine, and the command line.
 *
 * <p>Start at {@link io.millrace.jobs.topology.OnlineRlJob}, which reads as the design's drawing.
 */
@NullMarked
package io.millrace.jobs;

import org.jspecify.annotations.NullMarked;
