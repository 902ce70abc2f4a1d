package io.millrace.operators.channel;

import io.millrace.operators.fault.FaultPlan;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * An edge of the stream that leaves a job: one job writes it, and the same job, another one or any program reads it.
 *
 * <p>Guarantees, which {@code ChannelContract} tests for every kind:
 *
 * <ul>
 *   <li><b>Exactly once.</b> A record is published with the checkpoint that covers it, or not at all.
 *   <li><b>One order.</b> Records are numbered from 0 without gaps; a record keeps its number for ever.
 *   <li><b>In agreement with the job.</b> A writer that is restored goes on from its checkpoint: what is published behind that
 *       point is withdrawn.
 *   <li><b>No silent loss.</b> A reader that wants a record which is held no more gets an error that names it.
 * </ul>
 *
 * <p>A channel has one writer at a time. It is a description and holds nothing open.
 */
public interface Channel {
    /** The address that names it in configurations and messages. */
    ChannelAddress address();

    /**
     * The end that a job writes to, to be run with parallelism 1.
     *
     * @param faults injected failures
     */
    Sink<String> sink(FaultPlan faults);

    /**
     * The end that a job reads from: all records from the first one on, without end. One reader has the channel, whatever the
     * parallelism.
     *
     * @param gate decides when each record may leave
     */
    Source<ChannelRecord, ?, ?> source(Gate.Factory gate);

    /**
     * The end that a program without Flink reads from.
     *
     * @param record number of the first record to read
     * @throws io.millrace.channel.ChannelException if it is held no more, or is beyond the next one to be published
     */
    RecordReader reader(long record);
}
