package io.millrace.verify.compare;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.model.Verdict;
import io.millrace.verify.Comparison;
import java.util.Optional;

/**
 * Whether an answer matches a truth that is a regular expression. RE2's: it has no back references and no looking around, and its
 * time is linear in the answer.
 */
public final class PatternComparison implements Comparison {
    private static final int LONGEST_PATTERN = 2_000;
    private static final int LONGEST = 100_000;

    private final boolean whole;

    /** @param whole whether all of the answer must match, not a part of it */
    public PatternComparison(boolean whole) {
        this.whole = whole;
    }

    @Override
    public Verdict verify(String truth, String answer) {
        if (answer.length() > LONGEST) {
            return new Verdict(Verdict.Kind.WRONG, "answer has more than %d characters".formatted(LONGEST));
        }
        Pattern pattern;
        try {
            pattern = compile(truth);
        } catch (PatternSyntaxException e) {
            return Verdict.ungraded("truth '%s' must be a regular expression: %s".formatted(truth, e.getMessage()));
        }
        boolean matches =
                whole ? pattern.matches(answer) : pattern.matcher(answer).find();
        return matches
                ? new Verdict(Verdict.Kind.CORRECT, "matches")
                : new Verdict(Verdict.Kind.WRONG, "does not match");
    }

    @Override
    public Optional<String> refusal(String truth) {
        if (truth.isBlank()) {
            return Optional.of("truth is blank");
        }
        try {
            compile(truth);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("must be a regular expression: " + e.getMessage());
        }
    }

    private static Pattern compile(String truth) {
        if (truth.length() > LONGEST_PATTERN) {
            throw new PatternSyntaxException("must have at most %d characters".formatted(LONGEST_PATTERN));
        }
        return Pattern.compile(truth);
    }
}
