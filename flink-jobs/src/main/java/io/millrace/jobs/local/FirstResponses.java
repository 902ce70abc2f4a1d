package io.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;

/** A job that samples waits until its first response after a start or restart. A restarted engine counts from 0 again. */
public final class FirstResponses implements Waits {
    private String waiting;
    private double sampledBefore;

    /** @param starting text shown until then */
    public FirstResponses(String starting) {
        this.waiting = requireNonNull(starting, "starting");
    }

    @Override
    public String text(ProgressTracker progress) {
        double sampled = LiveMetrics.current().max(Metric.RESPONSES_SAMPLED);
        if (!waiting.isEmpty() && sampled > 0 && sampled != sampledBefore) {
            waiting = "";
        }
        return waiting;
    }

    @Override
    public void restarted() {
        waiting = "restoring from the newest checkpoint";
        sampledBefore = LiveMetrics.current().max(Metric.RESPONSES_SAMPLED);
    }
}
