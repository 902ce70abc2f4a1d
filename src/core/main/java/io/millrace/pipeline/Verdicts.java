package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

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

/**
 * Verdicts on responses to one prompt, by sample. They are verified together, since some verifiers take one request for all of
 * them.
 */
final class Verdicts {
    private final Map<Integer, Verdict> verdicts = new LinkedHashMap<>();
    private final Map<Integer, DecodedResponse> decoded = new LinkedHashMap<>();

    private Verdicts() {}

    static Verdicts of(Tokenizer tokenizer, Tasks tasks, Prompt prompt, List<Response> responses) {
        Verdicts all = new Verdicts();
        tasks.find(prompt.task())
                .ifPresentOrElse(
                        task -> all.verify(tokenizer, task, prompt, responses),
                        () -> responses.forEach(
                                response -> all.verdicts.put(response.sample(), noTask(tasks, prompt))));
        return all;
    }

    /** Whether a response was verified. */
    boolean has(Response response) {
        return verdicts.containsKey(response.sample());
    }

    /** The verdict on a response that was verified. */
    Verdict verdict(Response response) {
        return requireNonNull(verdicts.get(response.sample()), "verdict");
    }

    /** A response that was verified, with its text. */
    DecodedResponse decoded(Response response) {
        return requireNonNull(decoded.get(response.sample()), "text");
    }

    /** An environment's verdict precedes that of the task. */
    private void verify(Tokenizer tokenizer, Task task, Prompt prompt, List<Response> responses) {
        List<DecodedResponse> read = new ArrayList<>();
        for (Response response : responses) {
            Optional<Verdict> given = response.interaction().verdict();
            if (response.finish() == FinishReason.ABORT) {
                verdicts.put(response.sample(), given.orElse(Verdict.ungraded("the engine aborted the response")));
            } else {
                try {
                    DecodedResponse text = DecodedResponse.of(response, tokenizer);
                    if (given.isPresent()) {
                        verdicts.put(response.sample(), given.get());
                        decoded.put(response.sample(), text);
                    } else {
                        read.add(text);
                    }
                } catch (RuntimeException e) {
                    verdicts.put(response.sample(), Verdict.failed(prompt.task(), e));
                }
            }
        }
        if (!read.isEmpty()) {
            List<Verdict> given = ask(task, prompt, read);
            for (int i = 0; i < read.size(); i++) {
                int sample = read.get(i).response().sample();
                verdicts.put(sample, given.get(i));
                decoded.put(sample, read.get(i));
            }
        }
    }

    /** If the task throws an exception, all responses stay ungraded. */
    private static List<Verdict> ask(Task task, Prompt prompt, List<DecodedResponse> responses) {
        try {
            return task.verify(prompt, responses);
        } catch (RuntimeException | StackOverflowError e) {
            return Collections.nCopies(responses.size(), Verdict.failed(task.name(), e));
        }
    }

    private static Verdict noTask(Tasks tasks, Prompt prompt) {
        return Verdict.ungraded(
                "task must be one of %s, was %s".formatted(String.join(", ", tasks.names()), prompt.task()));
    }
}
