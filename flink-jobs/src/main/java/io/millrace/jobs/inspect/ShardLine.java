package io.millrace.jobs.inspect;

/**
 * What waits at a shard of compose.
 *
 * @param key under which its state lies, by {@link io.millrace.operators.compose.Shards#key}
 * @param minibatches composed so far
 * @param pending visits that wait for their minibatch
 * @param replay rows in the replay buffer
 */
public record ShardLine(int key, long minibatches, int pending, long replay) {}
