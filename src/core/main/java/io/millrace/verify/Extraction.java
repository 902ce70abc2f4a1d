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
            Optional<String> answer = source.last(text).map(String::strip).filter(possible);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    /** The same for a prompt that asks for a box: a formula outside a box is no answer. Never without sources: the box is one. */
    Extraction whereBoxIsAskedFor() {
        List<AnswerSource> others =
                sources.stream().filter(AnswerSource::readBesideBoxes).toList();
        return new Extraction(others.isEmpty() ? List.of(AnswerSources.BOXED) : others);
    }
}
