package io.millrace.task.verifier;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import io.millrace.verify.ResponseText;
import io.millrace.verify.Traffic;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A task whose responses a verifier judges.
 *
 * <pre>
 *   R = 1 if the verifier says that the response is correct, else 0
 * </pre>
 *
 * <p>A response whose thinking was opened, by the response itself or by the end of its prompt, and never closed has no answer.
 */
public final class VerifierTask implements Task {
    private final String name;
    private final Verifier verifier;
    private final ThinkingConfig thinking;
    private final boolean readsAnswers;

    /** A task whose truths are passed on unchanged. */
    public VerifierTask(String name, Verifier verifier, ThinkingConfig thinking) {
        this(name, verifier, thinking, false);
    }

    /**
     * @param name name by which prompts refer to it
     * @param verifier closed with the task
     * @param thinking tags around the thinking
     * @param readsAnswers whether truths are answers in the form that responses give
     */
    public VerifierTask(String name, Verifier verifier, ThinkingConfig thinking, boolean readsAnswers) {
        this.name = requireNonNull(name, "name");
        this.verifier = requireNonNull(verifier, "verifier");
        this.thinking = requireNonNull(thinking, "thinking");
        this.readsAnswers = readsAnswers;
    }

    /**
     * The tasks of a list of verifiers, in its order.
     *
     * @throws IllegalArgumentException if one cannot be created
     */
    public static List<VerifierTask> of(List<VerifierConfig> verifiers, ThinkingConfig thinking) {
        Map<String, Verifier> before = new LinkedHashMap<>();
        Set<String> answers = new TreeSet<>();
        List<VerifierTask> tasks = new ArrayList<>();
        for (VerifierConfig config : verifiers) {
            Verifier verifier = config.verifier(before);
            List<String> uses = config.type().uses();
            boolean reads = uses.isEmpty() ? config.type().readsAnswers() : answers.containsAll(uses);
            before.put(config.name(), verifier);
            if (reads) {
                answers.add(config.name());
            }
            tasks.add(new VerifierTask(config.name(), verifier, thinking, reads));
        }
        return tasks;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> refusal(Prompt prompt) {
        return Verifier.askRefusal(verifier, prompt);
    }

    @Override
    public boolean readsAnswers() {
        return readsAnswers;
    }

    @Override
    public Verdict verify(Prompt prompt, DecodedResponse response) {
        return verify(prompt, List.of(response)).get(0);
    }

    @Override
    public List<Verdict> verify(Prompt prompt, List<DecodedResponse> responses) {
        return Verifier.ask(verifier, prompt, responses.stream().map(this::text).toList());
    }

    @Override
    public Rewards reward(Prompt prompt, DecodedResponse response, Verdict verdict) {
        return Rewards.of("accuracy", verdict.correct() ? 1 : 0);
    }

    @Override
    public boolean waits() {
        return verifier.waits();
    }

    @Override
    public Traffic traffic() {
        return verifier.traffic();
    }

    @Override
    public void close() {
        verifier.close();
    }

    private ResponseText text(DecodedResponse response) {
        return new ResponseText(response.text(), afterThinking(response), response.stopped());
    }

    private String afterThinking(DecodedResponse response) {
        String text = response.text();
        int close = text.indexOf(thinking.close());
        if (close >= 0) {
            return outsideThinking(text.substring(close + thinking.close().length()));
        }
        boolean unfinished = text.contains(thinking.open())
                || Thoughts.leftOpen(response.tokenizer().tail(), thinking.open(), thinking.close());
        return unfinished ? "" : text;
    }

    /** Removes later thinking blocks: a reopened block contains no answer, whether it is closed or not. */
    private String outsideThinking(String text) {
        StringBuilder outside = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf(thinking.open()); open >= 0; open = text.indexOf(thinking.open(), at)) {
            outside.append(text, at, open);
            int close = text.indexOf(thinking.close(), open + thinking.open().length());
            if (close < 0) {
                return outside.toString();
            }
            at = close + thinking.close().length();
        }
        return outside.append(text, at, text.length()).toString();
    }
}
