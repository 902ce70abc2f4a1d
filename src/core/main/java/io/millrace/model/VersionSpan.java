package io.millrace.model;

import io.millrace.check.Require;

/**
 * The policy version that sampled a range of a response.
 *
 * @param version the policy version's number
 * @param step the optimizer step of its weights, from 0
 * @param from first response token, from 0
 * @param to one past the last response token
 */
public record VersionSpan(long version, long step, int from, int to) {
    public VersionSpan {
        Require.that(version >= 0, "version span: version must be >= 0, was %d", version);
        Require.that(step >= 0, "version span: step must be >= 0, was %d", step);
        Require.that(from >= 0 && from <= to, "version span: must satisfy 0 <= from <= to, was %d..%d", from, to);
    }
}
