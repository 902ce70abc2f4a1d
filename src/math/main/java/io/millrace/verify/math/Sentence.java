package io.millrace.verify.math;

import io.millrace.verify.AnswerSources;
import io.millrace.verify.Extraction;
import java.util.List;
import java.util.Optional;

/** Extracts answers from truths that are sentences. */
final class Sentence {
    private static final Extraction PHRASE = new Extraction(List.of(AnswerSources.PHRASE));
    private static final Extraction FORMULA = new Extraction(List.of(AnswerSources.FORMULA));

    private Sentence() {}

    /** The answer that a sentence states, or its only formula. */
    static Optional<String> answer(String sentence) {
        Optional<String> said = PHRASE.answer(sentence).or(() -> Prose.answer(sentence));
        boolean one = FORMULA.answer(sentence).isPresent()
                && sentence.replace("$$", "$").chars().filter(c -> c == '$').count() <= 2;
        return said.or(() -> one ? FORMULA.answer(sentence) : Optional.empty());
    }
}
