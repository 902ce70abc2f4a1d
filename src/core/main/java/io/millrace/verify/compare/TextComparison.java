package io.millrace.verify.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Verdict;
import io.millrace.verify.Comparison;
import java.text.Normalizer;
import java.util.Optional;

/** Whether an answer is the same text as a truth. */
public final class TextComparison implements Comparison {
    /** As many as Unicode's stream-safe text has on one character. */
    private static final int MOST_MARKS = 30;

    private static final String HEAPED = "has more than %d combining marks in a row".formatted(MOST_MARKS);

    /** What of a text counts. */
    public enum Same {
        /** Every character but blanks around the text. */
        EXACT {
            @Override
            String form(String text) {
                return text.strip();
            }
        },
        /** Any blanks are one space, and characters that Unicode has in two ways are the same. */
        SPACES {
            @Override
            String form(String text) {
                return blanks(Normalizer.normalize(text, Normalizer.Form.NFC));
            }
        },
        /** Words, in upper or lower case: {@link Words}. */
        WORDS {
            @Override
            String form(String text) {
                return Words.form(SPACES.form(text));
            }
        };

        /** How a text is compared. */
        abstract String form(String text);

        private static String blanks(String text) {
            StringBuilder joined = new StringBuilder(text.length());
            text.codePoints().forEach(c -> {
                boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c);
                if (!blank) {
                    joined.appendCodePoint(c);
                } else if (!joined.isEmpty() && joined.charAt(joined.length() - 1) != ' ') {
                    joined.append(' ');
                }
            });
            return joined.toString().stripTrailing();
        }
    }

    private final Same same;

    public TextComparison(Same same) {
        this.same = requireNonNull(same, "same");
    }

    @Override
    public Verdict verify(String truth, String answer) {
        Optional<String> refusal = refusal(truth);
        if (refusal.isPresent()) {
            return Verdict.ungraded("truth " + refusal.get());
        }
        return Length.refusal(answer, Length.MOST).orElseGet(() -> compare(truth, answer));
    }

    private Verdict compare(String truth, String answer) {
        if (heaped(answer)) {
            return new Verdict(Verdict.Kind.WRONG, "answer " + HEAPED);
        }
        return same.form(truth).equals(same.form(answer))
                ? new Verdict(Verdict.Kind.CORRECT, "same text")
                : new Verdict(Verdict.Kind.WRONG, "differs");
    }

    @Override
    public Optional<String> refusal(String truth) {
        if (heaped(truth)) {
            return Optional.of(HEAPED);
        }
        return same.form(truth).isEmpty() ? Optional.of("has no text to compare") : Optional.empty();
    }

    /** Whether so many marks stand on one character as no language has; to sort them would take the square of their number. */
    private static boolean heaped(String text) {
        int marks = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            boolean mark =
                    switch (Character.getType(text.codePointAt(at))) {
                        case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
                            true;
                        default -> false;
                    };
            marks = mark ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                return true;
            }
        }
        return false;
    }
}
