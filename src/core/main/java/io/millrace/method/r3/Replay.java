package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.Trajectory;
import io.millrace.method.Replayer;
import io.millrace.model.Collapse;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.random.SplitMix;
import java.util.Comparator;
import java.util.List;

/**
 * R3's cross-context replay (arXiv:2601.19620): remembered responses with the opposite verdict join a group whose verdicts are all
 * equal, so that its advantages are not all zero.
 *
 * <pre>
 *   all G incorrect:  k correct responses of the query's history join        G_mix = G + min(k, remembered correct ones)
 *   all G correct:    k incorrect responses of the query's history join      G_mix = G + min(k, remembered incorrect ones)
 * </pre>
 *
 * <p>The advantage over the mixed group is {@link io.millrace.advantage.Grpo}'s, with {@code alpha} and {@code lambda}. Replays
 * join plain groups only; <i>cross-context</i> means that a response sampled in a reflection may join one. Revisions count as
 * responses of the group, so a correct revision makes replay unnecessary.
 */
public final class Replay implements Replayer {
    private static final String SALT = "r3.replay";

    private final ReplayConfig config;
    private final long seed;

    /** @param seed the seed of the run, which decides the choice {@link ReplayConfig.Choice#RANDOM} */
    public Replay(ReplayConfig config, long seed) {
        this.config = requireNonNull(config, "config");
        this.seed = seed;
    }

    @Override
    public int maxReplays() {
        return config.k();
    }

    /** Replays join only plain groups whose verdicts are all equal. */
    @Override
    public boolean wanted(GradedGroup group) {
        return group.visit().prompt().kind() == PromptKind.PLAIN
                && switch (Collapse.of(group)) {
                    case NONE -> false;
                    case ALL_INCORRECT -> config.whenAllWrong();
                    case ALL_CORRECT -> config.whenAllCorrect();
                };
    }

    @Override
    public List<IndexEntry> candidates(GradedGroup group, MemoryIndex before) {
        if (!wanted(group)) {
            return List.of();
        }
        PromptKind context = group.visit().prompt().kind();
        List<IndexEntry> others = Collapse.of(group) == Collapse.ALL_INCORRECT ? before.correct() : before.incorrect();
        return others.stream()
                .filter(entry -> config.crossContext() || entry.context() == context)
                .sorted(order(group.visit()))
                .toList();
    }

    private Comparator<IndexEntry> order(PromptVisit visit) {
        Comparator<IndexEntry> newest =
                Comparator.comparingLong(IndexEntry::number).reversed();
        return switch (config.choice()) {
            case RANDOM -> shuffled(SALT, seed, visit);
            case NEWEST -> newest;
            case SHORTEST -> Comparator.comparingInt(IndexEntry::tokens).thenComparing(newest);
            case BEST_REWARD ->
                Comparator.comparingDouble(IndexEntry::reward).reversed().thenComparing(newest);
        };
    }

    /** A random order determined by the salt, the run's seed, the query and its visit. */
    static Comparator<IndexEntry> shuffled(String salt, long seed, PromptVisit visit) {
        long key = SplitMix.mix(
                SplitMix.mix(SplitMix.mix(seed, salt), visit.prompt().queryId()), visit.visit());
        return Comparator.comparingLong((IndexEntry entry) -> SplitMix.mix(key, entry.number()))
                .thenComparingLong(IndexEntry::number);
    }

    /**
     * The response keeps its verdict, its reward and its sampling context. It keeps its behaviour log-probs only if that context is
     * the group's: otherwise they belong to another distribution than the trained one, and the learner uses its own.
     */
    @Override
    public GradedResponse replayed(Trajectory trajectory, int sample, PromptKind context) {
        Response response = trajectory.response().response();
        return new GradedResponse(
                new Response(
                        sample,
                        response.tokens(),
                        response.context() == context ? response.logProbs() : LogProbs.NONE,
                        response.entropies(),
                        response.finish(),
                        response.spans(),
                        Origin.REPLAYED,
                        response.context(),
                        response.interaction()),
                trajectory.response().verdict(),
                trajectory.response().rewards());
    }
}
