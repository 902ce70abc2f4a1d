package io.millrace.jobs.inspect;

/**
 * What waits at a shard of compose.
 *
 * @param shard its number
 * @param minibatches composed so far
 * @param pending visits that wait for their minibatch
 * @param replay rows in the replay buffer
 */
public record ShardLine(int shard, long minibatches, int pending, long replay) {}
