package io.millrace.verify.compare;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.check.Require;
import io.millrace.model.Verdict;
import io.millrace.verify.Comparison;
import java.util.Optional;

/**
 * Matches an answer against a truth that is a regular expression in RE2 syntax, which has no backreferences or
 * lookaround. The
 * time is at most the length of the pattern with its repeats expanded, times the length of the answer.
 */
public final class PatternComparison implements Comparison {
    /** Maximum length of a truth with its repeats expanded, in characters. */
    private static final int MAX_PATTERN_LENGTH = 2_000;

    /** Maximum length of an answer, in characters. */
    private static final int MAX_LENGTH = 20_000;

    private final boolean whole;

    /**
     * @param whole whether the whole answer must match, not only a part of it
     */
    public PatternComparison(boolean whole) {
        this.whole = whole;
    }

    @Override
    public Verdict verify(String truth, String answer) {
        Pattern pattern;
        try {
            pattern = compile(truth);
        } catch (IllegalArgumentException e) {
            return Verdict.ungraded("truth '%s' %s".formatted(truth, e.getMessage()));
        }
        return Length.refusal(answer, MAX_LENGTH)
                .orElseGet(() -> matches(pattern, answer)
                        ? new Verdict(Verdict.Kind.CORRECT, "matches")
                        : new Verdict(Verdict.Kind.INCORRECT, "does not match"));
    }

    @Override
    public Optional<String> refusal(String truth) {
        try {
            compile(truth);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean matches(Pattern pattern, String answer) {
        return whole ? pattern.matches(answer) : pattern.matcher(answer).find();
    }

    /**
     * @throws IllegalArgumentException if a truth is not a valid pattern, or one that matches everything; the message is the rule
     */
    private Pattern compile(String truth) {
        Require.that(!truth.isBlank(), "must not be blank");
        Require.that(
                truth.length() <= MAX_PATTERN_LENGTH && Repeats.length(truth) <= MAX_PATTERN_LENGTH,
                "must have at most %d characters with its repetitions expanded",
                MAX_PATTERN_LENGTH);
        try {
            Pattern pattern = Pattern.compile(truth);
            Require.that(
                    whole || !matches(pattern, ""), "must not match the empty text, which is part of every answer");
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("must be a regular expression: " + e.getMessage(), e);
        }
    }
}
