package io.millrace.verify;

import io.millrace.verify.compare.JsonComparison;
import java.util.List;
import java.util.Map;

/**
 * The same JSON.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param sources where the answer is looked for, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended by itself to be right
 * @param ordered whether the order of arrays counts
 */
public record JsonConfig(String name, List<String> sources, boolean stopped, boolean ordered)
        implements VerifierConfig {
    public JsonConfig {
        VerifierConfig.name("json", name);
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "json");
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return VerifierConfig.answers("json", sources, stopped, new JsonComparison(ordered));
    }
}
