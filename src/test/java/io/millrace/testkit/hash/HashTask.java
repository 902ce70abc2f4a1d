package io.millrace.testkit.hash;

import io.millrace.config.ConfigReader;
import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.task.verified.VerifiedTask;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.http.CircuitConfig;
import io.millrace.verify.http.HttpConfig;
import io.millrace.verify.http.RetryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Even first letters are right; a tenth of the responses cannot be judged. */
public final class HashTask implements Task {
    private static final String NAME = "hash";

    /** The same task with verdicts from another machine, whose failures are forgiven at once: retries are few, and its circuit stays closed. */
    static Task remote(String url) {
        HttpConfig config = new HttpConfig(
                url,
                List.of(),
                "",
                Duration.ofMinutes(1),
                3,
                4,
                0.5,
                new RetryConfig(1, Duration.ofMillis(1), Duration.ofMillis(1)),
                new CircuitConfig(10_000, Duration.ofMillis(1), Duration.ZERO));
        return new VerifiedTask(
                NAME,
                config.create(new VerifierContext(NAME, Map.of())),
                ConfigReader.defaults().thinking());
    }

    /**
     * What a text is.
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
