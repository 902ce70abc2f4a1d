package io.millrace.jobs.folder;

import java.util.Locale;

/** The part of a run's loop that a process or a job runs. */
public enum RunPart {
    /** The whole loop. */
    ONLINE,
    /** From prompts to minibatches. */
    ROLLOUT,
    /** From minibatches to weights, ledger and steps. */
    LEARNER;

    /** Whether it is one of the two halves of a run. */
    public boolean isHalf() {
        return this != ONLINE;
    }

    /** Whether two parts must not run at the same time, because they write the same files. */
    public boolean conflictsWith(RunPart other) {
        return this == other || !isHalf() || !other.isHalf();
    }

    /** Its name in commands and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
