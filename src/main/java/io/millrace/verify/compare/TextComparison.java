package io.millrace.verify.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Verdict;
import io.millrace.verify.Comparison;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Whether an answer is the same text as a truth. */
public final class TextComparison implements Comparison {
    private static final int LONGEST = 100_000;
    private static final String NOTHING = "has no text to compare";

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
        /** Letters, digits and signs, in upper or lower case; punctuation and blanks only tell words apart. */
        WORDS {
            @Override
            String form(String text) {
                String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
                StringBuilder words = new StringBuilder(plain.length());
                plain.codePoints().forEach(c -> words.appendCodePoint(punctuation(c) ? ' ' : c));
                return blanks(words.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
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

        private static boolean punctuation(int c) {
            return switch (Character.getType(c)) {
                case Character.CONNECTOR_PUNCTUATION,
                        Character.DASH_PUNCTUATION,
                        Character.START_PUNCTUATION,
                        Character.END_PUNCTUATION,
                        Character.INITIAL_QUOTE_PUNCTUATION,
                        Character.FINAL_QUOTE_PUNCTUATION,
                        Character.OTHER_PUNCTUATION -> true;
                default -> false;
            };
        }
    }

    private final Same same;

    public TextComparison(Same same) {
        this.same = requireNonNull(same, "same");
    }

    @Override
    public Verdict verify(String truth, String answer) {
        if (answer.length() > LONGEST) {
            return new Verdict(Verdict.Kind.WRONG, "answer has more than %d characters".formatted(LONGEST));
        }
        String wanted = same.form(truth);
        if (wanted.isEmpty()) {
            return Verdict.ungraded("truth " + NOTHING);
        }
        return wanted.equals(same.form(answer))
                ? new Verdict(Verdict.Kind.CORRECT, "same text")
                : new Verdict(Verdict.Kind.WRONG, "differs");
    }

    @Override
    public Optional<String> refusal(String truth) {
        return same.form(truth).isEmpty() ? Optional.of(NOTHING) : Optional.empty();
    }
}
