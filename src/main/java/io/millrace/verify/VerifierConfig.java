package io.millrace.verify;

import io.millrace.check.Require;
import java.util.List;
import java.util.Map;

/** One verifier of the list {@code task.verifiers}, a task by its name; what it is, is its type. */
public sealed interface VerifierConfig
        permits MathConfig,
                TextConfig,
                PatternConfig,
                ChoiceConfig,
                JsonConfig,
                AllConfig,
                AnyConfig,
                FirstConfig,
                HttpConfig,
                ClassConfig {
    /** The name by which prompts refer to it. */
    String name();

    /** Whether it compares answers, so that a truth is one, rather than a pattern, a JSON value or whatever another machine takes. */
    default boolean readsAnswers() {
        return false;
    }

    /** Names of verifiers that it asks, all before it in the list. */
    default List<String> uses() {
        return List.of();
    }

    /**
     * Makes it.
     *
     * @param before verifiers before it in the list, by name
     * @throws IllegalArgumentException if it cannot be made; the rule and the value
     */
    Verifier verifier(Map<String, Verifier> before);

    /** Refuses a name that no task can have. */
    static void name(String type, String name) {
        Require.that(
                Require.isName(name),
                "%s: name must be of letters, digits, - and _, beginning with a letter, was '%s'",
                type,
                name);
    }

    /** Refuses a combination of nothing. */
    static void some(String type, List<String> of) {
        Require.that(!of.isEmpty(), "%s: of must name at least one verifier, was empty", type);
    }

    /** A verifier that looks for an answer and compares it. */
    static Verifier answers(String type, List<String> sources, boolean stopped, Comparison comparison) {
        return new AnswerVerifier(new Extraction(AnswerSource.of(sources, type)), stopped, comparison);
    }

    /** Verifiers by their names. */
    static List<Verifier> named(Map<String, Verifier> before, List<String> names) {
        return names.stream().map(before::get).toList();
    }
}
