package io.millrace.jobs.inspect;

/**
 * The backlog of a shard of compose.
 *
 * @param key key of its state, by {@link io.millrace.operators.compose.Shards#key}
 * @param minibatches number of minibatches composed so far
 * @param pending number of visits that wait for their minibatch
 * @param replay number of rows in the replay buffer
 */
public record ShardLine(int key, long minibatches, int pending, long replay) {}
