package io.millrace.torch.learn;

/** Told of the progress of supervised training. */
@FunctionalInterface
public interface SupervisedListener {
    /** One step was taken. Called by the thread that trains, before the next step. */
    void stepped(SupervisedReport report);

    /** Called before the first step with a summary of the training data, if there is one. */
    default void started(String summary) {}
}
