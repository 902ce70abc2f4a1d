package io.millrace.torch.learn;

/** Receives the progress of supervised training. */
@FunctionalInterface
public interface SupervisedListener {
    /** Called after each step by the training thread. */
    void onStep(SupervisedReport report);

    /** Called before the first step with a summary of the training data, if there is one. */
    default void onStart(String summary) {}
}
