package io.millrace.verify.compare;

import io.millrace.plugin.Default;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.AnswerVerifier;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierType;
import java.util.List;

/**
 * Accepts answers that match a truth that is a regular expression in RE2 syntax.
 *
 * @param sources places to search for the answer, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended on its own to be correct
 * @param whole whether the whole answer must match, not only a part of it
 */
public record PatternConfig(
        @Default("[whole]") List<String> sources,
        @Default("true") boolean stopped,
        @Default("false") boolean whole) implements VerifierType {
    public PatternConfig {
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "pattern");
    }

    @Override
    public Verifier create(VerifierContext context) {
        return AnswerVerifier.of("pattern", sources, stopped, new PatternComparison(whole));
    }
}
