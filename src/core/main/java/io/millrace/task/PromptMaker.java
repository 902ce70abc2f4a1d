package io.millrace.task;

import io.millrace.model.Prompt;
import java.util.List;
import java.util.random.RandomGenerator;

/** A task that makes up its own prompts and knows their solutions, so that it can be trained and measured without a file. */
public interface PromptMaker extends Task {
    /** Sets of prompts; the training ones and any other have none in common, whatever their seeds and sizes. */
    enum Part {
        TRAIN,
        HELD_OUT,
        /** Hard ones to measure on, some of the held-out ones or others. */
        HARD
    }

    /**
     * Prompts in random order, no two the same.
     *
     * @param count how many; 0 for all there are, or as many as the task is configured to make up if it could go on for ever
     * @param seed decides which, and their order
     * @throws IllegalArgumentException if there are not that many
     */
    List<Prompt> prompts(Part part, int count, long seed);

    /** The characters of prompts and answers, for a tokenizer that has one token for each. */
    String alphabet();

    /** What prompts and answers are made of, one token each; the characters of the alphabet unless a task has longer ones. */
    default List<String> symbols() {
        return alphabet().codePoints().mapToObj(Character::toString).toList();
    }

    /**
     * An answer to learn from before reinforcement learning, the stop token left out.
     *
     * @param noise share of the answer's parts that are made wrong on purpose, in [0, 1]: what a policy that learnt from such
     *     answers has left to improve
     */
    String solution(Prompt prompt, double noise, RandomGenerator random);

    /**
     * What a policy is taught about a prompt; solutions unless a task has more to teach.
     *
     * @param noise as in {@link #solution}
     */
    default Lesson lesson(Prompt prompt, double noise, RandomGenerator random) {
        return Lesson.of(solution(prompt, noise, random));
    }

    /** An attempt that is wrong, as far as the prompt can be answered wrongly at all; for lessons about failures. */
    default String failure(Prompt prompt, RandomGenerator random) {
        String right = solution(prompt, 0, random);
        String attempt = right;
        for (int i = 0; i < 20 && attempt.equals(right); i++) {
            attempt = solution(prompt, 0.7, random);
        }
        return attempt;
    }
}
