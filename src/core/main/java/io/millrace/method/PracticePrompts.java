package io.millrace.method;

import io.millrace.model.Prompt;
import java.util.random.RandomGenerator;

/** Prompts of the kind that a method sends, so that a base policy learns them before reinforcement learning. */
public interface PracticePrompts {
    /** Derives such a prompt from another; returns the other itself if none can be derived. */
    Prompt of(Prompt prompt, RandomGenerator random);

    /** The noise of the solution to the derived prompt, given the noise of a solution to the original one; both in [0, 1]. */
    double noise(double noise);
}
