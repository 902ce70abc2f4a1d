package io.millrace.loss;

/**
 * A formula of the loss, chosen by name in a configuration. Its equation and its code are the fragment of that name in the
 * learner's program.
 */
public interface Formula {
    /** Its name in a configuration and in the registry, which is also the name of the fragment's file. */
    String name();
}
