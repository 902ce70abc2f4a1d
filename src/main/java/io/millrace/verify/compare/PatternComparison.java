package io.millrace.verify.compare;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.model.Verdict;
import io.millrace.verify.Comparison;
import java.util.Optional;

/**
 * Whether an answer matches a truth that is a regular expression. RE2's: it has no back references and no looking around, and its
 * time is at most the length of the pattern, its repeats written out, times that of the answer.
 */
public final class PatternComparison implements Comparison {
    /** Characters of a truth, its repeats written out. */
    private static final int LONGEST_PATTERN = 2_000;

    /** Characters of an answer. */
    private static final int LONGEST = 20_000;

    private final boolean whole;

    /** @param whole whether all of the answer must match, not a part of it */
    public PatternComparison(boolean whole) {
        this.whole = whole;
    }

    @Override
    public Verdict verify(String truth, String answer) {
        Optional<String> refusal = refusal(truth);
        if (refusal.isPresent()) {
            return Verdict.ungraded("truth '%s' %s".formatted(truth, refusal.get()));
        }
        return Length.refusal(answer, LONGEST)
                .orElseGet(() -> matches(truth, answer)
                        ? new Verdict(Verdict.Kind.CORRECT, "matches")
                        : new Verdict(Verdict.Kind.WRONG, "does not match"));
    }

    private boolean matches(String truth, String answer) {
        Pattern pattern = Pattern.compile(truth);
        return whole ? pattern.matches(answer) : pattern.matcher(answer).find();
    }

    @Override
    public Optional<String> refusal(String truth) {
        if (truth.isBlank()) {
            return Optional.of("must not be blank");
        }
        if (truth.length() > LONGEST_PATTERN || Repeats.length(truth) > LONGEST_PATTERN) {
            return Optional.of(
                    "must have at most %d characters with its repeats written out".formatted(LONGEST_PATTERN));
        }
        try {
            boolean anything = !whole && matches(truth, "");
            return anything ? Optional.of("must not match the empty text, which is a part of any") : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("must be a regular expression: " + e.getMessage());
        }
    }
}
