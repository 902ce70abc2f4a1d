package io.millrace.jobs.live;

import io.millrace.metric.Metric;
import java.util.Map;

/** The metrics of a job: of the one in this process, or of one on a cluster. */
public interface JobMetrics {
    /** Sum of a metric over the subtasks that report it; 0 if none does. */
    double sum(Metric metric);

    /** Largest value of a metric over the subtasks that report it; 0 if none does. */
    double max(Metric metric);

    /** The current value of each metric that is reported: the sum of a counter over subtasks, the largest value of a gauge. */
    Map<Metric, Double> values();

    /** The load of each task, by its name: the names of its operators. */
    Map<String, LiveMetrics.Load> loads();

    /** Number of completed checkpoints. */
    long completedCheckpoints();

    /** Number of failed checkpoints. */
    long failedCheckpoints();

    /** Duration of the last checkpoint, in milliseconds; 0 before the first one. */
    double lastCheckpointMillis();

    /** Bytes that were new in the last checkpoint; 0 before the first one. */
    double lastCheckpointBytes();

    /** Number of restarts of the job after failures. */
    long restarts();
}
