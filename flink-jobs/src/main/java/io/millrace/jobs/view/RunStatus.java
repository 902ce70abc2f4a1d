package io.millrace.jobs.view;

import io.millrace.eval.HeldOutResult;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run at a moment.
 *
 * @param id in addresses of the page
 * @param name of the run: that of its folder
 * @param config name in its configuration
 * @param folder the run's folder
 * @param state what the run does
 * @param activity what the process prepares before the job runs, such as {@code reading data}; otherwise empty
 * @param steps steps published so far
 * @param stepsWanted steps after which it ends; 0 for an endless run
 * @param ledger ended visits
 * @param heldOut held-out results in the order of their steps
 * @param channels state of each channel by name
 * @param live metrics of the job in this process or on a cluster; null if neither is known
 */
public record RunStatus(
        String id,
        String name,
        String config,
        String folder,
        State state,
        String activity,
        long steps,
        long stepsWanted,
        LedgerTotals.Totals ledger,
        List<HeldOutResult> heldOut,
        Map<String, ChannelState> channels,
        @Nullable Live live) {
    /** Activity of a run. */
    public enum State {
        /** A process prepares it. */
        STARTING,
        /** A process or a cluster runs it. */
        RUNNING,
        /** Nothing runs it, and it has not taken all steps. */
        STOPPED,
        /** It has ended with a report. */
        FINISHED,
        /** Only its channels are known. */
        FOLLOWED
    }

    /**
     * The job in this process or on a cluster.
     *
     * @param metrics the current value of each metric
     * @param rates growth of the counting metrics, per second
     * @param loads load of each task, by the names of its operators
     * @param checkpoints completed checkpoints
     * @param checkpointsFailed failed checkpoints
     * @param checkpointAge time since the last completed one, in seconds; NaN before the first
     * @param checkpointSeconds duration of the last one, in seconds
     * @param checkpointBytes size of the last one, in bytes
     * @param restarts restarts of the job after failures
     */
    public record Live(
            Map<Metric, Double> metrics,
            Map<Metric, Double> rates,
            Map<String, LiveMetrics.Load> loads,
            long checkpoints,
            long checkpointsFailed,
            double checkpointAge,
            double checkpointSeconds,
            double checkpointBytes,
            long restarts) {}
}
