package io.millrace.learner.djl;

/** Told of the progress of supervised training. */
@FunctionalInterface
public interface SupervisedListener {
    /** One step was taken. Called by the thread that trains, before the next step. */
    void stepped(SupervisedReport report);
}
