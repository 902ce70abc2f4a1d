package io.millrace.verify;

import io.millrace.verify.compare.PatternComparison;
import java.util.List;
import java.util.Map;

/**
 * A match with a truth that is a regular expression, in the language of RE2.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param sources where the answer is looked for, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended by itself to be right
 * @param whole whether all of the answer must match, not a part of it
 */
public record PatternConfig(String name, List<String> sources, boolean stopped, boolean whole)
        implements VerifierConfig {
    public PatternConfig {
        VerifierConfig.name("pattern", name);
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "pattern");
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return VerifierConfig.answers("pattern", sources, stopped, new PatternComparison(whole));
    }
}
