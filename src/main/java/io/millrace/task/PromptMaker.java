package io.millrace.task;

import io.millrace.model.Prompt;
import java.util.List;
import java.util.random.RandomGenerator;

/** A task that makes up its own prompts and knows their solutions, so that it can be trained and measured without a file. */
public interface PromptMaker extends Task {
    /** Two sets of prompts that have none in common, whatever their seeds and sizes. */
    enum Part {
        TRAIN,
        HELD_OUT
    }

    /**
     * Prompts in random order, no two the same.
     *
     * @param count how many; 0 for all there are
     * @param seed decides which, and their order
     * @throws IllegalArgumentException if there are not that many
     */
    List<Prompt> prompts(Part part, int count, long seed);

    /** The characters of prompts and answers, for a tokenizer that has one token for each. */
    String alphabet();

    /**
     * An answer to learn from before reinforcement learning, the stop token left out.
     *
     * @param noise share of the answer's parts that are made wrong on purpose, in [0, 1]: what a policy that learnt from such
     *     answers has left to improve
     */
    String solution(Prompt prompt, double noise, RandomGenerator random);
}
