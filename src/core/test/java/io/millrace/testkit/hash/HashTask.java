package io.millrace.testkit.hash;

import io.millrace.config.ConfigReader;
import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import java.util.List;

/** A task that accepts responses with an even first letter; a tenth of the responses cannot be judged. */
public final class HashTask implements Task {
    private static final String NAME = "hash";

    /** The same task with a remote verifier, with few retries and a circuit that stays closed. */
    static Tasks remote(String url) {
        return ConfigReader.parse("""
                        task:
                          verifiers:
                          - {type: http, name: hash, url: "%s", timeout: 1 min, batch: 3, requests: 4,
                             retry: {most: 1, first: 1 ms, longest: 1 ms},
                             circuit: {failures: 10000, pause: 1 ms, patience: 0 ms}}
                        """.formatted(url), List.of(), "of the test").tasks();
    }

    /**
     * The verdict on a text.
     *
     * @throws IllegalStateException if it cannot be judged
     */
    public static Verdict verdict(String text) {
        char second = text.charAt(1);
        if (second < 'd') {
            throw new IllegalStateException("the verifier fails on " + second);
        }
        return Verdict.of(text.charAt(0) % 2 == 0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict verify(Prompt prompt, DecodedResponse answer) {
        return verdict(answer.text());
    }

    @Override
    public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
        return Rewards.of("accuracy", verdict.correct() ? 1 : 0);
    }
}
