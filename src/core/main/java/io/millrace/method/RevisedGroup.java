package io.millrace.method;

import static java.util.Objects.requireNonNull;

import io.millrace.model.SampledGroup;
import java.util.Optional;

/**
 * A group after revision.
 *
 * @param group originals, then as many revisions and copies in the same order; only the originals if the whole revision failed
 * @param made revisions that succeeded
 * @param failed revisions that were started and failed
 * @param tokens length of the originals of the successful ones, in tokens
 * @param cut thinking tokens of those originals that were cut
 * @param failure cause of the first failure
 */
public record RevisedGroup(SampledGroup group, int made, int failed, long tokens, long cut, Optional<String> failure) {
    public RevisedGroup {
        requireNonNull(group, "group");
        requireNonNull(failure, "failure");
    }
}
