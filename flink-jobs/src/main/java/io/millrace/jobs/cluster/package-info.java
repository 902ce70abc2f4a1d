/**
 * A Flink cluster of separate processes on this machine, reachable from this machine only: one JobManager, several
 * TaskManagers, and a supervisor that restarts those that die.
 *
 * <p>Start at {@link io.millrace.jobs.cluster.MachineCluster}. The contents of a submitted job do not belong here; see
 * {@link io.millrace.jobs.submit}.
 */
@NullMarked
package io.millrace.jobs.cluster;

import org.jspecify.annotations.NullMarked;
