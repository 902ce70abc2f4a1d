package io.millrace.verify.compare;

import io.millrace.plugin.Default;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.AnswerVerifier;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierType;
import java.util.List;

/**
 * A match with a truth that is a regular expression, in the language of RE2.
 *
 * @param sources where the answer is looked for, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended by itself to be right
 * @param whole whether all of the answer must match, not a part of it
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
