package io.millrace.verify.http;

import io.millrace.fuzz.FuzzTarget;
import io.millrace.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Answers of remote verifiers. */
public final class ReplyFuzz implements FuzzTarget {
    private static final String ANSWER = "{\"verdicts\": [{\"verdict\": \"correct\", \"reason\": \"equal\"},"
            + " {\"score\": 0.5}, {\"verdict\": \"wrong\"}, {\"verdict\": \"wrong\", \"reason\": \"timed out\"}]}";

    @Override
    public String name() {
        return "reply";
    }

    @Override
    public int weight() {
        return 10;
    }

    @Override
    public Form form() {
        return Form.JSON;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(ANSWER.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
        return List.of("verdicts", "verdict", "score", "reason", "correct", "wrong", "ungraded");
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws RequestFailedException {
        List<Verdict> verdicts = new Protocol("fuzz", 0.5).verdicts(input, 4);
        verdicts.forEach(verdict -> {
            if (verdict.reason().length() > 2_000) {
                throw new AssertionError("a reason must be short, was " + verdict.reason());
            }
        });
        return verdicts.stream().noneMatch(verdict -> verdict.kind() == Verdict.Kind.UNGRADED);
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(RequestFailedException.class);
    }
}
