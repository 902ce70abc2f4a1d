package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.plugin.Extensions;
import io.millrace.verify.Combination.Rule;
import java.util.List;

/**
 * Several verifiers as one.
 *
 * @param type how their verdicts are combined
 * @param of names of verifiers before this one in the list, at least one, in the order in which they run
 */
public record CombinationConfig(Rule type, @Default("[]") List<String> of) implements VerifierType {
    public CombinationConfig {
        requireNonNull(type, "type");
        of = List.copyOf(of);
        OptionRules rules = new OptionRules(Extensions.written(type));
        rules.that(!of.isEmpty(), "of", "must name at least one verifier, was empty");
        rules.done();
    }

    @Override
    public List<String> uses() {
        return of;
    }

    @Override
    public Verifier create(VerifierContext context) {
        return new Combination(type, context.verifiers(of));
    }
}
