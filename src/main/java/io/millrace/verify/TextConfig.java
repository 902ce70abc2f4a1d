package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.verify.compare.TextComparison;
import io.millrace.verify.compare.TextComparison.Same;
import java.util.List;
import java.util.Map;

/**
 * The same text.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param sources where the answer is looked for, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended by itself to be right
 * @param same what of a text counts: {@code exact} every character, {@code spaces} all but how blank it is, {@code words} its
 *     words in upper or lower case, without quotes around them and without the full stops, commas and the like behind them
 */
public record TextConfig(String name, List<String> sources, boolean stopped, Same same) implements VerifierConfig {
    public TextConfig {
        VerifierConfig.name("text", name);
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "text");
        requireNonNull(same, "same");
    }

    @Override
    public boolean readsAnswers() {
        return true;
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return VerifierConfig.answers("text", sources, stopped, new TextComparison(same));
    }
}
