package io.millrace.task;

import io.millrace.model.Prompt;
import java.util.List;
import java.util.random.RandomGenerator;

/** A task that generates its own prompts and knows their solutions, so that it can be trained and measured without a data file. */
public interface PromptGenerator extends Task {
    /** Sets of prompts; the training set has no prompt in common with any other, for all seeds and sizes. */
    enum Part {
        TRAIN,
        HELD_OUT,
        /** Hard prompts for evaluation, which may or may not be among the held-out ones. */
        HARD
    }

    /**
     * Distinct prompts in random order.
     *
     * @param count number of prompts; 0 for all, or for the configured number if the task can generate arbitrarily many
     * @param seed decides the selection and the order
     * @throws IllegalArgumentException if there are not that many
     */
    List<Prompt> prompts(Part part, int count, long seed);

    /** The characters of prompts and answers, for a tokenizer that has one token for each. */
    String alphabet();

    /** The symbols of prompts and answers, one token each; the characters of the alphabet by default. */
    default List<String> symbols() {
        return alphabet().codePoints().mapToObj(Character::toString).toList();
    }

    /**
     * An answer for supervised training before reinforcement learning, without the stop token.
     *
     * @param noise share of deliberate mistakes among the answer's parts, in [0, 1], which leaves room for improvement by
     *     reinforcement learning
     */
    String solution(Prompt prompt, double noise, RandomGenerator random);

    /**
     * A demonstration for a prompt; its solution by default.
     *
     * @param noise as in {@link #solution}
     */
    default Demonstration demonstration(Prompt prompt, double noise, RandomGenerator random) {
        return Demonstration.of(solution(prompt, noise, random));
    }

    /** An incorrect attempt, if the prompt can be answered incorrectly at all; for demonstrations of failures. */
    default String failure(Prompt prompt, RandomGenerator random) {
        String right = solution(prompt, 0, random);
        String attempt = right;
        for (int i = 0; i < 20 && attempt.equals(right); i++) {
            attempt = solution(prompt, 0.7, random);
        }
        return attempt;
    }
}
