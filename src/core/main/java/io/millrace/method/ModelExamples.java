package io.millrace.method;

import io.millrace.learner.SupervisedExample;
import io.millrace.model.Prompt;
import java.util.random.RandomGenerator;

/** Supervised training examples for the model that a method requires. */
@FunctionalInterface
public interface ModelExamples {
    /** An example about a prompt of the task. */
    SupervisedExample of(Prompt prompt, RandomGenerator random);
}
