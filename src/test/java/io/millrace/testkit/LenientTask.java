package io.millrace.testkit;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.Answer;
import io.millrace.task.Task;

/** A task that takes every prompt and finds every answer right. */
public record LenientTask(String name) implements Task {
    @Override
    public Verdict verify(Prompt prompt, Answer answer) {
        return Verdict.CORRECT;
    }

    @Override
    public Rewards reward(Prompt prompt, Answer answer, Verdict verdict) {
        return Rewards.NONE;
    }
}
