package io.millrace.jobs.view;

/** Is called when a view has changed, by the thread of its follower. */
public interface RunListener {
    /** Ignores all changes. */
    RunListener NONE = new RunListener() {
        @Override
        public void stepsChanged(RunView run) {}

        @Override
        public void statusChanged(RunView run) {}

        @Override
        public void changed(RunView run, String part) {}
    };

    /** Steps were added, or removed. */
    void stepsChanged(RunView run);

    /** The status has changed. */
    void statusChanged(RunView run);

    /**
     * Another part of the view has changed.
     *
     * @param part name of the channel
     */
    void changed(RunView run, String part);
}
