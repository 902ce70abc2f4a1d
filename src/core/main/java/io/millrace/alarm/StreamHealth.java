package io.millrace.alarm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * State of the parts of a stream that its records do not show.
 *
 * @param idle time since the last progress of any stage; zero while the stream waits for prompts
 * @param idleStage the stage that stopped first; empty if unknown
 * @param failedCheckpoints number of checkpoints that have failed in a row
 * @param openCircuits number of remote verifiers that are unavailable
 * @param freeBytes free space on the disk of the run's folder, in bytes
 */
public record StreamHealth(Duration idle, String idleStage, long failedCheckpoints, int openCircuits, long freeBytes) {
    /** No known problem, for a stream that is only known by its records. */
    public static final StreamHealth UNKNOWN = new StreamHealth(Duration.ZERO, "", 0, 0, Long.MAX_VALUE);

    public StreamHealth {
        requireNonNull(idle, "idle");
        requireNonNull(idleStage, "idleStage");
    }
}
