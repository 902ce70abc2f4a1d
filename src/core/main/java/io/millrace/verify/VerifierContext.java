package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/**
 * Everything needed to create a verifier.
 *
 * @param name the name of the verifier to create
 * @param before verifiers before it in the list, by name
 */
public record VerifierContext(String name, Map<String, Verifier> before) {
    public VerifierContext {
        requireNonNull(name, "name");
        before = OrderedMap.copyOf(before);
    }

    /** Verifiers before it in the list. */
    public List<Verifier> verifiers(List<String> names) {
        return names.stream().map(before::get).toList();
    }
}
