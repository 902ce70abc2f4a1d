package io.millrace.method;

import io.millrace.model.Prompt;
import java.util.random.RandomGenerator;

/** Prompts of the kind that a method sends, for a base policy that is to know them before it is reinforced. */
public interface PracticePrompts {
    /** Such a prompt about another; the other itself where there is none. */
    Prompt of(Prompt prompt, RandomGenerator random);

    /** The noise of the solution to it, given that of a solution to the prompt itself, both in [0, 1]. */
    double noise(double noise);
}
