package io.millrace.jobs.view;

/**
 * The state of a followed channel.
 *
 * @param records number of records published and read so far, including deleted ones
 * @param oldest number of the oldest record read
 * @param damaged records that could not be read
 * @param fault why the channel cannot be read; empty if it can
 */
public record ChannelState(long records, long oldest, long damaged, String fault) {}
