package io.millrace.method;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.Trajectory;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.PromptKind;
import java.util.List;

/** Lets remembered responses of a query join its groups. A pure function of its arguments and the run's seed. */
public interface Replayer {
    /** Maximum number of responses that join one group, at least 1. */
    int maxReplays();

    /** Whether responses may join a group; the memory's index is read only if so. */
    boolean wanted(GradedGroup group);

    /**
     * Responses that may join a group, in order of preference; the first {@link #maxReplays} that can still be read join it.
     *
     * @param before the query's memory before this visit
     * @return each at most once; empty if none may join
     */
    List<IndexEntry> candidates(GradedGroup group, MemoryIndex before);

    /**
     * Turns a remembered response into a response of a group.
     *
     * @param sample index in the group that it joins
     * @param context the context of that group
     */
    GradedResponse replayed(Trajectory trajectory, int sample, PromptKind context);
}
