package io.millrace.testkit;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;

/** A task that accepts every prompt and every answer. */
public record LenientTask(String name) implements Task {
    @Override
    public Verdict verify(Prompt prompt, DecodedResponse answer) {
        return Verdict.CORRECT;
    }

    @Override
    public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
        return Rewards.NONE;
    }
}
