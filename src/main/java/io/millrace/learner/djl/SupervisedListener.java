package io.millrace.learner.djl;

/** Told of the progress of supervised training. */
@FunctionalInterface
public interface SupervisedListener {
    /** One step was taken. Called by the thread that trains, before the next step. */
    void stepped(SupervisedReport report);

    /** What is trained on; called before the first step, where there is something to say. */
    default void started(String summary) {}
}
