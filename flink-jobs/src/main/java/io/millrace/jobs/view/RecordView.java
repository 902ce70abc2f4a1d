package io.millrace.jobs.view;

import java.io.IOException;

/** A bounded view of the records of one channel. Thread-safe. */
interface RecordView {
    /**
     * Adds a record.
     *
     * @param number in the channel, from 0
     * @throws IOException if it is not a record of the channel
     */
    void add(long number, String line) throws IOException;

    /** Forgets all records, because the channel was rolled back. */
    void clear();
}
