package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.SampledGroup;
import io.millrace.model.Verdict;
import io.millrace.policy.Tokenizer;
import io.millrace.task.Answer;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import java.util.Optional;

/**
 * Gives each response of a group its verdict and its rewards. What its task cannot do leaves the response ungraded, with the
 * reason; it never earns 0 for it.
 */
public final class Grade {
    private final Tokenizer tokenizer;
    private final Tasks tasks;

    public Grade(Tokenizer tokenizer, Tasks tasks) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.tasks = requireNonNull(tasks, "tasks");
    }

    public GradedGroup apply(SampledGroup group) {
        Prompt prompt = group.visit().prompt();
        return new GradedGroup(
                group.visit(),
                group.prompt(),
                group.responses().stream()
                        .map(response -> grade(prompt, response))
                        .toList());
    }

    /** Grades one response by itself. */
    public GradedResponse grade(Prompt prompt, Response response) {
        Optional<Task> task = tasks.find(prompt.task());
        if (task.isEmpty()) {
            return ungraded(
                    response,
                    "task must be one of %s, was %s".formatted(String.join(", ", tasks.names()), prompt.task()));
        }
        if (response.finish() == FinishReason.ABORT) {
            return ungraded(response, "the engine gave up on the response");
        }
        try {
            return grade(task.get(), prompt, response);
        } catch (RuntimeException | StackOverflowError e) {
            return ungraded(
                    response, "%s: %s: %s".formatted(prompt.task(), e.getClass().getSimpleName(), e.getMessage()));
        }
    }

    private GradedResponse grade(Task task, Prompt prompt, Response response) {
        Answer answer = Answer.of(response, tokenizer);
        Verdict verdict = task.verify(prompt, answer);
        if (verdict.kind() == Verdict.Kind.UNGRADED) {
            return new GradedResponse(response, verdict, Rewards.NONE);
        }
        Rewards rewards = task.reward(prompt, answer, verdict);
        Require.that(Double.isFinite(rewards.total()), "reward must be finite, was %s", rewards.total());
        int credited = rewards.perToken().length;
        Require.that(
                credited == 0 || credited == response.length(),
                "must have a reward for each of %d tokens or none, had %d",
                response.length(),
                credited);
        return new GradedResponse(response, verdict, rewards);
    }

    private static GradedResponse ungraded(Response response, String reason) {
        return new GradedResponse(response, Verdict.ungraded(reason), Rewards.NONE);
    }
}
