package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import java.util.List;
import java.util.Optional;

/** Finds the answer of a response and compares it with the prompt's truths. A response without an answer is incorrect. */
public final class AnswerVerifier implements Verifier {
    private final Extraction extraction;
    private final Extraction boxed;
    private final boolean stopped;
    private final Comparison comparison;

    /**
     * @param stopped whether a response must have ended on its own to be correct
     * @param comparison the comparison of answers with truths
     */
    public AnswerVerifier(Extraction extraction, boolean stopped, Comparison comparison) {
        this.extraction = requireNonNull(extraction, "extraction");
        this.boxed = extraction.forBoxedPrompts();
        this.stopped = stopped;
        this.comparison = requireNonNull(comparison, "comparison");
    }

    /**
     * Creates a verifier whose sources are given by name.
     *
     * @param type start of the error message if a source is unknown
     */
    public static AnswerVerifier of(String type, List<String> sources, boolean stopped, Comparison comparison) {
        return new AnswerVerifier(new Extraction(AnswerSource.of(sources, type)), stopped, comparison);
    }

    @Override
    public Verdict verify(Prompt prompt, ResponseText response) {
        if (stopped && !response.stopped()) {
            return Verdict.UNFINISHED;
        }
        return (asksForBox(prompt) ? boxed : extraction)
                .answer(response.afterThinking(), comparison::possible)
                .map(answer -> comparison.verify(prompt.truths(), answer))
                .orElse(Verdict.NO_ANSWER);
    }

    private static boolean asksForBox(Prompt prompt) {
        return prompt.messages().stream().anyMatch(message -> message.content().contains("\\boxed"));
    }

    /** Rejects prompts without a truth that answers can be compared with. */
    @Override
    public Optional<String> refusal(Prompt prompt) {
        Optional<String> last = Optional.of("has none");
        for (String truth : prompt.truths()) {
            last = comparison.refusal(truth).map(reason -> "'%s': %s".formatted(truth.strip(), reason));
            if (last.isEmpty()) {
                return last;
            }
        }
        return last.map(reason -> "prompt %s: must have a truth that answers can be compared with, %s"
                .formatted(prompt.queryId(), reason));
    }
}
