package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/**
 * Everything needed to create a verifier.
 *
 * @param name the name of the verifier to create
 * @param before the verifiers listed before this one, by name
 */
public record VerifierContext(String name, Map<String, Verifier> before) {
    public VerifierContext {
        requireNonNull(name, "name");
        before = OrderedMap.copyOf(before);
    }

    /** The verifiers with these names, from those listed before this one. */
    public List<Verifier> verifiers(List<String> names) {
        return names.stream().map(before::get).toList();
    }
}
