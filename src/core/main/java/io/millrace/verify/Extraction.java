package io.millrace.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the answer in what a response says after its thinking: the last one of the first source that has any. */
public final class Extraction {
    private final List<AnswerSource> sources;

    /** @param sources in the order in which they are tried */
    public Extraction(List<AnswerSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The answer, without blanks around it; empty if there is none. */
    public Optional<String> answer(String text) {
        return answer(text, any -> true);
    }

    /**
     * The answer, of those that could be one.
     *
     * @param possible whether what a source has could be an answer, else the next source is tried
     * @return without blanks around it; empty if there is none
     */
    public Optional<String> answer(String text, Predicate<String> possible) {
        for (AnswerSource source : sources) {
            Optional<String> answer = last(source, text).map(String::strip).filter(possible);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    /** The same for a prompt that asks for a box: a formula outside a box is no answer. Never without sources: the box is one. */
    Extraction whereBoxIsAskedFor() {
        List<AnswerSource> others = sources.stream()
                .filter(source -> source != AnswerSource.FORMULA)
                .toList();
        return new Extraction(others.isEmpty() ? List.of(AnswerSource.BOXED) : others);
    }

    private static Optional<String> last(AnswerSource source, String text) {
        return switch (source) {
            case BOXED -> Boxes.last(text);
            case HASHES -> Hashes.last(text);
            case PHRASE -> Phrases.last(text);
            case FORMULA -> Formulas.last(text);
            case FENCE -> Fences.last(text);
            case LETTER -> lastLine(text).filter(line -> Choices.line(line).isPresent());
            case NUMBER -> LastNumber.of(text);
            case LINE -> lastLine(text);
            case WHOLE -> text.isBlank() ? Optional.empty() : Optional.of(text);
        };
    }

    private static Optional<String> lastLine(String text) {
        String rest = text.stripTrailing();
        String line = rest.substring(rest.lastIndexOf('\n') + 1).strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }
}
