package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Collapse;
import io.millrace.model.GradedGroup;
import io.millrace.model.PromptKind;
import io.millrace.model.Reflection;
import java.util.List;
import java.util.Optional;

/**
 * Result of {@link Remember} for one group.
 *
 * @param group the group with the replays that joined it
 * @param offered responses offered to memory
 * @param evicted trajectories removed from memory, including offered ones that were not kept
 * @param collapse whether a plain group's verdicts were all the same before replays joined; NONE for a reflection
 * @param replays trajectories that joined, in the order of their sample indices
 * @param reflection reflection prompt to sample, if the query is hard
 */
public record Remembered(
        GradedGroup group,
        int offered,
        int evicted,
        Collapse collapse,
        List<Replayed> replays,
        Optional<Reflection> reflection) {
    /**
     * A trajectory that joined a group.
     *
     * @param correct its verdict
     * @param context the kind of prompt it was sampled under
     * @param from the response that it repeats
     * @param age newest policy version known minus the oldest that sampled it, at least 0
     */
    public record Replayed(boolean correct, PromptKind context, Source from, long age) {
        /**
         * A remembered response.
         *
         * @param visit the query's visit on which it was sampled
         * @param sample its index in that group
         * @param step optimizer step of the oldest weights that sampled it
         */
        public record Source(long visit, int sample, long step) {}

        public Replayed {
            requireNonNull(from, "from");
            requireNonNull(context, "context");
        }
    }

    public Remembered {
        requireNonNull(group, "group");
        requireNonNull(collapse, "collapse");
        requireNonNull(reflection, "reflection");
        replays = List.copyOf(replays);
    }

    /** Whether replays joined, so that a group with equal verdicts now has both. */
    public boolean restored() {
        return !replays.isEmpty();
    }

    /** Whether this is a reflection that returned with a verdict. */
    public boolean reflectionGraded() {
        return group.visit().prompt().kind() == PromptKind.REFLECTION
                && !group.graded().isEmpty();
    }

    /** Whether this is a reflection that returned with a correct response. */
    public boolean reflectionSucceeded() {
        return reflectionGraded() && group.graded().stream().anyMatch(response -> response.correct());
    }
}
