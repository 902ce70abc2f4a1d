package io.millrace.operators.testkit;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.Retention;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.VisitEnd;
import io.millrace.operators.StreamSettings;
import io.millrace.policy.StalenessPacing;
import io.millrace.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Factories of stream elements: two responses per group, three visits per step. */
public final class Stream {
    public static final int GROUPS = 3;

    private Stream() {}

    /** @param kept trajectories of each kind per query; 0 if irrelevant */
    public static StreamSettings settings(Path store, int kept, Duration maxWait) {
        return settings(store, memory(kept), maxWait);
    }

    public static StreamSettings settings(Path store, MemoryConfig memory, Duration maxWait) {
        return settings(store, Long.MAX_VALUE, memory, maxWait);
    }

    /** Settings of a run that ends after a number of rounds. */
    public static StreamSettings settings(Path store, long rounds) {
        return settings(store, rounds, memory(0), Duration.ZERO);
    }

    public static StreamSettings settings(Path store, long rounds, Duration maxWait) {
        return settings(store, rounds, memory(0), maxWait);
    }

    private static MemoryConfig memory(int kept) {
        int places = Math.max(1, kept);
        return new MemoryConfig(places, places, Retention.Rule.NEWEST, Duration.ofDays(1), 0, true, true);
    }

    private static StreamSettings settings(Path store, long rounds, MemoryConfig memory, Duration maxWait) {
        return new StreamSettings(
                store.toString(),
                1,
                2,
                new StalenessPacing(1, GROUPS),
                1,
                rounds,
                2,
                4,
                maxWait,
                Duration.ofMinutes(5),
                memory);
    }

    public static PromptVisit visit(String query, long ordinal) {
        return new PromptVisit(Samples.prompt(query, "hash"), ordinal, "prompts", ordinal);
    }

    /** A group of one correct and one incorrect response. */
    public static GradedGroup graded(String query, long ordinal) {
        return new GradedGroup(
                visit(query, ordinal),
                new TokenIds(1),
                List.of(
                        Samples.graded(Samples.response(0, FinishReason.STOP, 98, 1), true, 1),
                        Samples.graded(Samples.response(1, FinishReason.STOP, 97, (int) ordinal), false, 0)));
    }

    public static VisitEnd failed(long ordinal) {
        return new VisitEnd(visit("q" + ordinal, ordinal), VisitEnd.Kind.SAMPLING_FAILED, "why");
    }
}
