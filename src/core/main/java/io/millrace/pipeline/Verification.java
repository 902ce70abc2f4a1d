package io.millrace.pipeline;

import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies responses to a prompt together, since some verifiers take one request for all of them. */
final class Verification {
    private final Tokenizer tokenizer;
    private final Tasks tasks;

    Verification(Tokenizer tokenizer, Tasks tasks) {
        this.tokenizer = tokenizer;
        this.tasks = tasks;
    }

    /**
     * A response after verification.
     *
     * @param answer empty if it was never read, and then it is ungraded
     */
    record Verified(Optional<DecodedResponse> answer, Verdict verdict) {
        private static Verified not(Verdict verdict) {
            return new Verified(Optional.empty(), verdict);
        }
    }

    /** Verified responses by sample. */
    Map<Integer, Verified> of(Prompt prompt, List<Response> responses) {
        Optional<Task> task = tasks.find(prompt.task());
        Map<Integer, Verified> bySample = new LinkedHashMap<>();
        List<DecodedResponse> answers = new ArrayList<>();
        for (Response response : responses) {
            if (task.isEmpty()) {
                bySample.put(response.sample(), Verified.not(noTask(prompt)));
            } else if (response.finish() == FinishReason.ABORT) {
                bySample.put(response.sample(), Verified.not(Verdict.ungraded("the engine gave up on the response")));
            } else {
                try {
                    answers.add(DecodedResponse.of(response, tokenizer));
                } catch (RuntimeException e) {
                    bySample.put(response.sample(), Verified.not(Verdict.failed(prompt.task(), e)));
                }
            }
        }
        if (!answers.isEmpty()) {
            List<Verdict> verdicts = verdicts(task.orElseThrow(), prompt, answers);
            for (int i = 0; i < answers.size(); i++) {
                DecodedResponse answer = answers.get(i);
                bySample.put(answer.response().sample(), new Verified(Optional.of(answer), verdicts.get(i)));
            }
        }
        return bySample;
    }

    /** An exception of the task leaves all of them ungraded. */
    private static List<Verdict> verdicts(Task task, Prompt prompt, List<DecodedResponse> answers) {
        try {
            return task.verify(prompt, answers);
        } catch (RuntimeException | StackOverflowError e) {
            return Collections.nCopies(answers.size(), Verdict.failed(task.name(), e));
        }
    }

    private Verdict noTask(Prompt prompt) {
        return Verdict.ungraded(
                "task must be one of %s, was %s".formatted(String.join(", ", tasks.names()), prompt.task()));
    }
}
