package io.millrace.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the answer in the part of a response after its thinking: the last one of the first source that has any. */
public final class Extraction {
    private final List<AnswerSource> sources;

    /** @param sources the sources, in the order in which they are tried */
    public Extraction(List<AnswerSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The answer, stripped; empty if there is none. */
    public Optional<String> answer(String text) {
        return answer(text, any -> true);
    }

    /**
     * The answer, restricted to plausible ones.
     *
     * @param possible whether a text could be an answer; if not, the next source is tried
     * @return stripped; empty if there is none
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

    /**
     * The extraction for a prompt that requests a box: a formula outside a box is not an answer. At least one source remains: the
     * box.
     */
    Extraction forBoxedPrompts() {
        List<AnswerSource> others =
                sources.stream().filter(AnswerSource::readBesideBoxes).toList();
        return new Extraction(others.isEmpty() ? List.of(AnswerSources.BOXED) : others);
    }
}
