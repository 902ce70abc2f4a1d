package io.millrace.verify.compare;

import io.millrace.plugin.Default;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.AnswerVerifier;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierType;
import java.util.List;

/**
 * Accepts answers that are the same JSON.
 *
 * @param sources places to search for the answer, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended on its own to be correct
 * @param ordered whether the order of arrays counts
 */
public record JsonConfig(
        @Default("[fence, whole]") List<String> sources,
        @Default("true") boolean stopped,
        @Default("true") boolean ordered)
        implements VerifierType {
    public JsonConfig {
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "json");
    }

    @Override
    public Verifier create(VerifierContext context) {
        return AnswerVerifier.of("json", sources, stopped, new JsonComparison(ordered));
    }
}
