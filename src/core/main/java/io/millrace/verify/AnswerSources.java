package io.millrace.verify;

import io.millrace.plugin.TypeName;
import java.util.Optional;

/** The built-in answer sources. */
public final class AnswerSources {
    public static final AnswerSource BOXED = new Boxed();
    public static final AnswerSource HASHES = new Hash();
    public static final AnswerSource PHRASE = new Phrase();
    public static final AnswerSource FORMULA = new Formula();

    private AnswerSources() {}

    /** The last {@code \\boxed} or {@code \\fbox}, or several that form one answer. */
    public record Boxed() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return Boxes.last(text);
        }
    }

    /** After the last {@code ####} that is not a heading, as in GSM8K. */
    @TypeName("hashes")
    public record Hash() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return Hashes.last(text);
        }
    }

    /** After the last "answer is" or "answer:", up to the end of the sentence, or on the next line. */
    public record Phrase() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return Phrases.last(text);
        }
    }

    /** The last formula, in dollars or the like; never used if the prompt requests a box. */
    public record Formula() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return Formulas.last(text);
        }

        @Override
        public boolean readBesideBoxes() {
            return false;
        }
    }

    /** In the last fenced block, between lines that begin with {@code ```} or between two such marks on one line. */
    public record Fence() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return Fences.last(text);
        }
    }

    /** The last line, if it is a choice, as {@code (C)} or {@code C. 12}. */
    public record Letter() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return lastLine(text).filter(line -> Choices.line(line).isPresent());
        }
    }

    /** The last number, unless it is part of a larger expression. */
    @TypeName("number")
    public record Numeral() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return LastNumber.of(text);
        }
    }

    /** The last line that is not blank. */
    public record Line() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return lastLine(text);
        }
    }

    /** The whole text. */
    public record Whole() implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return text.isBlank() ? Optional.empty() : Optional.of(text);
        }
    }

    private static Optional<String> lastLine(String text) {
        String rest = text.stripTrailing();
        String line = rest.substring(rest.lastIndexOf('\n') + 1).strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }
}
