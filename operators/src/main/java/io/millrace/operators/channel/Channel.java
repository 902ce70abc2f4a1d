package io.millrace.operators.channel;

import io.millrace.channel.StartPosition;
import io.millrace.operators.fault.FaultPlan;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * A durable stream that leaves a job: one job writes it, and the same job, another job or any program reads it.
 *
 * <p>Guarantees, which {@code ChannelContract} tests for every kind:
 *
 * <ul> <li><b>Exactly once.</b> A record is published with the checkpoint that covers it, or not at all. <li><b>One
 * order.</b> Records are numbered from 0 without gaps; a record's number never changes. <li><b>Consistent with the
 * job.</b> A restored writer continues from its checkpoint: records published after that point are withdrawn, or, where
 * that is impossible, the writer is rejected. <li><b>No silent loss.</b> Reading a record that has been deleted is an
 * error that names the record.
 * </ul>
 *
 * <p>A channel has one writer at a time. A channel object is a description and holds no open resources.
 */
public interface Channel {
    /** The address of the channel in configurations and messages. */
    ChannelAddress address();

    /**
     * Checks, before a job starts, that it can use the channel, and creates it if that is configured and needed.
     *
     * @param checkpointInterval time between two checkpoints of the job
     * @throws io.millrace.channel.ChannelException if the job would fail, or could lose records
     */
    void prepare(Duration checkpointInterval);

    /**
     * A sink that writes to the channel; must run with parallelism 1.
     *
     * @param faults injected failures
     */
    Sink<String> sink(FaultPlan faults);

    /**
     * An unbounded source of all records from the first one on. A single reader reads the channel, whatever the
     * parallelism.
     *
     * @param pacing decides when each record may be emitted
     */
    default Source<ChannelRecord, ?, ?> source(RecordPacing.Factory pacing) {
        return source(pacing, 0);
    }

    /**
     * An unbounded source of the records from a later one on, which keep their numbers. A restored reader continues
     * where it was.
     *
     * @param pacing decides when each record may be emitted
     * @param record number of the first record
     * @throws io.millrace.channel.ChannelException if the record is not the first one and the channel cannot be reached
     */
    Source<ChannelRecord, ?, ?> source(RecordPacing.Factory pacing, long record);

    /**
     * A source for a channel that other programs write, which may not know its order: records without a number are
     * numbered as they arrive. A restored reader continues with the records that it has not read, whose numbers may then
     * differ from those of the failed attempt.
     *
     * @param pacing decides when each record may be emitted
     * @param start where a new reader starts, as {@link #located} returns it; the first record it reads has the number 0
     */
    Source<ChannelRecord, ?, ?> input(RecordPacing.Factory pacing, StartPosition start);

    /**
     * A position that stays the same as records are published: a job that fails before its first checkpoint starts there
     * again.
     *
     * @param start a position as a user names it
     * @throws io.millrace.channel.ChannelException if the channel has no such position
     */
    StartPosition located(StartPosition start);

    /**
     * A reader for programs without Flink.
     *
     * @param record number of the first record to read
     * @throws io.millrace.channel.ChannelException if the record has been deleted, or lies beyond the next one to be
     *     published
     */
    RecordReader reader(long record);

    /** The records that the channel holds now. */
    HeldRecords held();

    /** Size of the records that it holds as they are stored, in bytes: compressed, where they are, and one copy. */
    long storedBytes();

    /**
     * Appends records to the published ones, all or nothing, for programs without Flink. There must be no other
     * writer.
     *
     * @param lines the records, each JSON in one line
     * @throws io.millrace.channel.ChannelException if they cannot be published
     */
    void append(List<String> lines);
}
