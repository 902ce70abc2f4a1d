package io.millrace.jobs.split;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.local.ProgressTracker;
import io.millrace.jobs.local.Waits;

/** A learner has started when it has published its starting weights. */
final class FirstVersion implements Waits {
    private String text;

    /** @param starting text shown until then */
    FirstVersion(String starting) {
        text = requireNonNull(starting, "starting");
    }

    @Override
    public String text(ProgressTracker progress) {
        return progress.started() ? "" : text;
    }

    @Override
    public void restarted() {
        text = "restoring from the newest checkpoint";
    }
}
