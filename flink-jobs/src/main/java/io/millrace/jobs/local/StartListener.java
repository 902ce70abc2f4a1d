package io.millrace.jobs.local;

/** Follows the start of a run, which may read data for minutes. Called by the thread that starts it. */
public interface StartListener {
    /** Ignores the start. */
    StartListener NONE = new StartListener() {
        @Override
        public void preparing(String activity) {}

        @Override
        public void opened() {}
    };

    /**
     * The run prepares something. The first call comes before its inputs are read, when its folder may still contain other files.
     *
     * @param activity for a user, such as {@code reading data}; empty when the job has been started
     */
    void preparing(String activity);

    /** The folder is locked for the run, and cleared if the run is new. */
    void opened();
}
