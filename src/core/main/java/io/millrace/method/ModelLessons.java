package io.millrace.method;

import io.millrace.learner.SupervisedExample;
import io.millrace.model.Prompt;
import java.util.random.RandomGenerator;

/** Teaches the model that a method requires. */
@FunctionalInterface
public interface ModelLessons {
    /** An example about a prompt of the task. */
    SupervisedExample of(Prompt prompt, RandomGenerator random);
}
