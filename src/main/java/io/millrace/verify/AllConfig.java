package io.millrace.verify;

import io.millrace.verify.Combination.Rule;
import java.util.List;
import java.util.Map;

/**
 * Right if all of several verifiers say so.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param of names of verifiers before it in the list, at least one, in the order in which they are asked
 */
public record AllConfig(String name, List<String> of) implements VerifierConfig {
    public AllConfig {
        VerifierConfig.name("all", name);
        of = List.copyOf(of);
        VerifierConfig.some("all", of);
    }

    @Override
    public List<String> uses() {
        return of;
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return new Combination(Rule.ALL, VerifierConfig.named(before, of));
    }
}
