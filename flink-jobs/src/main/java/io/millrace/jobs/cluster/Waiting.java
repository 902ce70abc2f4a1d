package io.millrace.jobs.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for processes. */
final class Waiting {
    /** Time that a process has to shut down in an orderly way. */
    private static final Duration ORDERLY = Duration.ofSeconds(10);

    private Waiting() {}

    /** Terminates a process, forcibly after {@link #ORDERLY}, and returns when it has ended. */
    static void end(ProcessHandle process) {
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
            ended(process);
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(ORDERLY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
