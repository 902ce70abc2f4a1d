package io.millrace.jobs.testkit;

import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A run and its failures, drawn at random.
 *
 * @param seed the seed of the draws
 * @param parallelism the parallelism of the parallel stages
 * @param shards number of shards of compose; divides the ten groups of a step
 * @param maxStaleness maximum number of optimizer steps between sampling and training
 * @param capacity the capacity of the buffer of leftovers, over all shards
 * @param faults one per attempt; each is reached if the previous one is
 */
public record Scenario(long seed, int parallelism, int shards, int maxStaleness, int capacity, List<Fault> faults) {
    private static final int[] SHARDS = {1, 2, 5};

    /** The scenario of a seed. */
    public static Scenario of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        int parallelism = 1 + random.nextInt(3);
        for (int attempt = 0; attempt < count; attempt++) {
            Point point = point(attempt, random);
            faults.add(new Fault(point, 1 + random.nextInt(mostPassages(point)), attempt));
        }
        return new Scenario(
                seed,
                parallelism,
                SHARDS[random.nextInt(SHARDS.length)],
                1 + random.nextInt(3),
                10 + random.nextInt(30),
                faults);
    }

    /** The first attempt restores nothing. */
    private static Point point(int attempt, SplittableRandom random) {
        List<Point> points = new ArrayList<>(List.of(Point.values()));
        if (attempt == 0) {
            points.remove(Point.RESTORE);
        }
        return points.get(random.nextInt(points.size()));
    }

    /** The number of passes that an attempt reaches even if an earlier one has completed much of the run. */
    private static int mostPassages(Point point) {
        return switch (point) {
            case SAMPLED, REVISED, REMEMBER, COMPOSE, CHANNEL_WRITE -> 25;
            case BEFORE_STEP, AFTER_STEP, PUBLISHED -> 6;
            case SNAPSHOT, CHANNEL_PUBLISH, CHANNEL_PUBLISHED -> 2;
            case RESTORE -> 1;
        };
    }

    public FaultPlan plan() {
        return new FaultPlan(faults);
    }
}
