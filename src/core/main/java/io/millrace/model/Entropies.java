package io.millrace.model;

import java.util.Arrays;

/**
 * The entropy of the policy at each token of a response.
 *
 * @param exact whether they are computed over the whole vocabulary, rather than estimated from the engine's top-k
 * @param values nats, at least 0, one per response token, of {@code softmax(logits)} at temperature 1; empty if unknown; the
 *     array is owned by this value and must not be written to
 */
public record Entropies(boolean exact, float... values) {
    /** No entropies: the sampler provided none. */
    public static final Entropies NONE = new Entropies(false);

    @Override
    public boolean equals(Object other) {
        return other instanceof Entropies that && exact == that.exact && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return (exact ? "exact" : "estimated") + Arrays.toString(values);
    }
}
