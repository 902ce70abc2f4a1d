package io.millrace.operators.compose;

import io.millrace.check.Require;
import io.millrace.model.Passage;
import java.util.stream.IntStream;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * The shards of compose and their keys.
 *
 * <p>A shard's number does not depend on the parallelism, so a shard keeps its minibatches and leftovers when a job is
 * rescaled. A visit's ordinal determines its shard, so the same number of visits of every round ends in each shard.
 *
 * @param count number of shards, in 1..{@value #KEY_GROUPS}
 */
public record Shards(int count) implements KeySelector<Passage, Integer> {
    /** The maximum parallelism of compose; the keys are chosen for it. */
    public static final int KEY_GROUPS = 128;

    /**
     * By key group, the smallest key that Flink hashes to it: evenly spaced shards are assigned to different subtasks.
     */
    private static final int[] KEYS = {
        312, 13, 151, 196, 52, 81, 282, 4, 357, 153, 44, 58, 85, 387, 135, 8, 361, 66, 6, 28, 29, 40, 98, 263, 157, 537,
        30, 14, 102, 33, 24, 93, 75, 51, 149, 214, 32, 73, 394, 212, 117, 128, 74, 131, 63, 72, 22, 173, 300, 183, 12,
        9, 410, 77, 49, 103, 78, 76, 199, 253, 178, 43, 41, 519, 84, 122, 115, 10, 56, 337, 15, 47, 301, 108, 203, 403,
        342, 400, 169, 18, 70, 17, 238, 95, 83, 242, 1, 207, 45, 142, 205, 140, 146, 27, 0, 393, 57, 64, 368, 179, 181,
        352, 11, 23, 65, 349, 121, 79, 141, 80, 335, 635, 163, 3, 369, 55, 16, 60, 114, 71, 91, 327, 176, 31, 26, 34, 5,
        2
    };

    public Shards {
        Require.that(count >= 1 && count <= KEY_GROUPS, "batch: shards must be in 1..%d, was %d", KEY_GROUPS, count);
    }

    @Override
    public Integer getKey(Passage passage) {
        return key((int) (passage.visit().ordinal() % count));
    }

    /** The key of a shard's state; 0 if there is only one shard. */
    public int key(int shard) {
        return count == 1 ? 0 : KEYS[(2 * shard + 1) * KEY_GROUPS / (2 * count)];
    }

    /** The shard of a key. */
    public int shard(int key) {
        return IntStream.range(0, count)
                .filter(shard -> key(shard) == key)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "compose: key %d belongs to none of the %d shards: batch.shards must keep the value that it had when the run was started"
                                .formatted(key, count)));
    }
}
