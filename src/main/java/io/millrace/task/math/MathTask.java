package io.millrace.task.math;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.Answer;
import io.millrace.task.Task;
import io.millrace.text.Thoughts;
import io.millrace.verify.Extraction;
import io.millrace.verify.math.MathVerifier;
import java.util.Optional;

/**
 * Mathematical problems with known answers.
 *
 * <pre>
 *   R = 1 if the answer behind the thinking says what one of the truths says, else 0
 * </pre>
 *
 * <p>The answer is found by {@link Extraction} and judged by {@link MathVerifier}. Thinking that was begun, by the
 * response or by what its prompt ends with, and never ended has no answer. A response without an answer is wrong.
 */
public final class MathTask implements Task {
    /** The name by which prompts refer to it. */
    public static final String NAME = "math";

    private final MathConfig config;
    private final Extraction extraction;
    private final MathVerifier verifier = new MathVerifier();

    public MathTask(MathConfig config) {
        this.config = requireNonNull(config, "config");
        this.extraction = new Extraction(config.answerSources());
    }

    @Override
    public String name() {
        return NAME;
    }

    /** A prompt must have a truth that answers can be compared with. */
    @Override
    public Optional<String> refusal(Prompt prompt) {
        Optional<String> last = Optional.of("has none");
        for (String truth : prompt.truths()) {
            last = verifier.refusal(truth).map(reason -> "'%s': %s".formatted(truth.strip(), reason));
            if (last.isEmpty()) {
                return last;
            }
        }
        return last.map(reason -> "prompt %s: must have a truth that answers can be compared with, %s"
                .formatted(prompt.queryId(), reason));
    }

    @Override
    public Verdict verify(Prompt prompt, Answer answer) {
        if (config.stopped() && !answer.stopped()) {
            return new Verdict(Verdict.Kind.WRONG, "did not end by itself");
        }
        return extraction
                .answer(behindThinking(answer))
                .map(given -> verifier.verify(prompt.truths(), given))
                .orElseGet(() -> new Verdict(Verdict.Kind.WRONG, "no answer"));
    }

    @Override
    public Rewards reward(Prompt prompt, Answer answer, Verdict verdict) {
        return Rewards.of("accuracy", verdict.correct() ? 1 : 0);
    }

    private String behindThinking(Answer answer) {
        String text = answer.text();
        int close = text.indexOf(config.close());
        if (close >= 0) {
            return text.substring(close + config.close().length());
        }
        boolean unfinished = text.contains(config.open())
                || Thoughts.leftOpen(answer.tokenizer().tail(), config.open(), config.close());
        return unfinished ? "" : text;
    }
}
