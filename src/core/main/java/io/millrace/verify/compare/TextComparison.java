package io.millrace.verify.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Verdict;
import io.millrace.verify.Comparison;
import java.text.Normalizer;
import java.util.Optional;

/** Compares an answer with a truth as text. */
public final class TextComparison implements Comparison {
    /** Maximum combining marks on one character in Unicode's stream-safe text format. */
    private static final int MAX_MARKS = 30;

    private static final String TOO_MANY_MARKS = "has more than %d combining marks in a row".formatted(MAX_MARKS);

    /** The part of a text that is compared. */
    public enum Same {
        /** Every character except surrounding white space. */
        EXACT {
            @Override
            String form(String text) {
                return text.strip();
            }
        },
        /** White space counts as one space, and equivalent Unicode characters are equal. */
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

        /** The form in which a text is compared. */
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
        return Length.refusal(answer, Length.MAX_CHARACTERS).orElseGet(() -> compare(truth, answer));
    }

    private Verdict compare(String truth, String answer) {
        if (hasTooManyMarks(answer)) {
            return new Verdict(Verdict.Kind.INCORRECT, "answer " + TOO_MANY_MARKS);
        }
        return same.form(truth).equals(same.form(answer))
                ? new Verdict(Verdict.Kind.CORRECT, "same text")
                : new Verdict(Verdict.Kind.INCORRECT, "differs");
    }

    @Override
    public Optional<String> refusal(String truth) {
        if (hasTooManyMarks(truth)) {
            return Optional.of(TOO_MANY_MARKS);
        }
        return same.form(truth).isEmpty() ? Optional.of("has no text to compare") : Optional.empty();
    }

    /** Whether a character has more combining marks than any language uses; sorting them takes quadratic time. */
    private static boolean hasTooManyMarks(String text) {
        int marks = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            boolean mark =
                    switch (Character.getType(text.codePointAt(at))) {
                        case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
                            true;
                        default -> false;
                    };
            marks = mark ? marks + 1 : 0;
            if (marks > MAX_MARKS) {
                return true;
            }
        }
        return false;
    }
}
