package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.model.SampledGroup;
import java.util.Optional;

/**
 * What came of a group's revision.
 *
 * @param group originals, then as many revisions and copies in the same order; only the originals if all of it failed
 * @param made revisions
 * @param failed revisions that were begun and could not be made
 * @param tokens length of the originals of those that were made, in tokens
 * @param cut thinking tokens of those originals that were left out
 * @param failure why one failed
 */
public record Revised(SampledGroup group, int made, int failed, long tokens, long cut, Optional<String> failure) {
    public Revised {
        requireNonNull(group, "group");
        requireNonNull(failure, "failure");
    }
}
