package io.millrace.testkit.hash;

import io.millrace.batch.RoundAssembler;
import io.millrace.check.Require;
import io.millrace.method.GroupGrading;
import io.millrace.method.Reviser;
import io.millrace.method.r3.Reflect;
import io.millrace.method.r3.ReflectionConfig;
import io.millrace.method.r3.Replay;
import io.millrace.method.r3.ReplayConfig;
import io.millrace.method.rearl.CutRule;
import io.millrace.method.rearl.Revise;
import io.millrace.method.rearl.ReviseConfig;
import io.millrace.method.rearl.Revisions;
import io.millrace.method.rorecomp.Compensation;
import io.millrace.method.rorecomp.Costs;
import io.millrace.method.rorecomp.Recompose;
import io.millrace.method.rorecomp.RoRecomp;
import io.millrace.pipeline.Compose;
import io.millrace.pipeline.Remember;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.task.Tasks;
import io.millrace.text.ParagraphConfig;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Methods of {@link HashParts}, with settings under which every kind of event occurs within a few steps.
 *
 * @param replays whether up to two remembered responses join groups with equal verdicts
 * @param reflects whether hard queries are reflected on; most queries are hard
 * @param revises whether responses with at least two paragraphs before an n are revised: truncated after the first
 * paragraph, closed with an n, and answered again
 * @param capacity number of leftovers in a compensation batch, over all shards; 0 for no recomposition
 * @param steps over which the probability of compensation batches falls, at least 1
 * @param shards the shards of compose
 */
public record HashMethods(boolean replays, boolean reflects, boolean revises, int capacity, long steps, int shards)
        implements Serializable {
    /** Without any method. */
    public static final HashMethods NONE = new HashMethods(false, false, 0, 1, 1);
    /** Only revision. */
    public static final HashMethods REVISION = new HashMethods(false, false, true, 0, 1, 1);

    private static final long SEED = 5;

    public HashMethods {
        Require.that(capacity >= 0, "hash methods: capacity must be >= 0, was %d", capacity);
    }

    /** Without revision. */
    public HashMethods(boolean replays, boolean reflects, int capacity, long steps, int shards) {
        this(replays, reflects, false, capacity, steps, shards);
    }

    /** Whether any method is on. */
    public boolean any() {
        return replays || reflects || revises || capacity > 0;
    }

    /** Number of leftovers in a compensation batch of one shard. */
    public int capacityPerShard() {
        return Math.max(1, capacity / shards);
    }

    /** A revision begins like its original, so it has the same verdict if it can be judged. */
    Optional<Reviser> revise(PolicyEngine engine, Sampling sampling) {
        Tokenizer tokenizer = new ParagraphTokenizer();
        String ending = "n";
        ReviseConfig config = new ReviseConfig(
                true,
                "",
                "{question}",
                "t",
                "r",
                CutRule.NORMAL,
                new ParagraphConfig(1, 2),
                ending,
                sampling.maxTokens());
        Thoughts thoughts = new Thoughts(tokenizer, new ThinkingConfig("(", ending, "(", List.of("wait")), "(");
        return revises
                ? Optional.of(new Revise(config, tokenizer, thoughts, new HashReflectionModel(), engine, sampling))
                : Optional.empty();
    }

    GroupGrading grading() {
        return revises ? new Revisions() : GroupGrading.EACH;
    }

    Remember remember(Tokenizer tokenizer, Tasks tasks) {
        ReplayConfig replay = new ReplayConfig(true, 2, ReplayConfig.Choice.RANDOM, true, true, true, 1, 1e-6);
        ReflectionConfig reflection =
                new ReflectionConfig(true, 0.6, 1, 0, 8, 0.5, "{question}: {response} is wrong, why?");
        return new Remember(
                replays ? List.of(new Replay(replay, SEED)) : List.of(),
                reflects ? List.of(new Reflect(reflection, tokenizer, SEED)) : List.of(),
                tasks);
    }

    Compose compose(RoundAssembler assembler, Tokenizer tokenizer) {
        if (capacity == 0) {
            return Compose.plain(assembler);
        }
        RoRecomp config =
                new RoRecomp(true, 0.5, RoRecomp.Cost.TOKENS, "", capacity, 0.9, 0.3, steps, RoRecomp.Advantages.GROUP);
        return new Compose(
                assembler,
                new Recompose(
                        config, new Costs(config, tokenizer), Compensation.of(config, steps, SEED), assembler, shards));
    }
}
