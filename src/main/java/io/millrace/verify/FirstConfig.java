package io.millrace.verify;

import io.millrace.verify.Combination.Rule;
import java.util.List;
import java.util.Map;

/**
 * What the first of several verifiers says that can grade.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param of names of verifiers before it in the list, at least one, in the order in which they are asked
 */
public record FirstConfig(String name, List<String> of) implements VerifierConfig {
    public FirstConfig {
        VerifierConfig.name("first", name);
        of = List.copyOf(of);
        VerifierConfig.some("first", of);
    }

    @Override
    public List<String> uses() {
        return of;
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return new Combination(Rule.FIRST, VerifierConfig.named(before, of));
    }
}
