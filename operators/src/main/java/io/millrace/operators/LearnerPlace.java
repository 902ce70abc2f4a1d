package io.millrace.operators;

import java.util.function.Predicate;

/** Where the learner runs, seen from a job that samples: it decides which policy versions count there. */
public enum LearnerPlace {
    /**
     * In the same job. Learner and samplers go back to a checkpoint together, so only versions of the running attempt count: the
     * visits that later ones of a dead attempt had learnt from are in the stream again.
     */
    SAME_JOB,
    /**
     * In a job of its own, behind the minibatch channel. The two go back apart, and the newest version counts whichever attempt of
     * the learner published it: its minibatches are published for good, and a learner that goes back trains the same ones again.
     */
    OTHER_JOB;

    /**
     * The incarnations of the learner whose versions count.
     *
     * @param own those of the running attempt of the job that asks
     */
    Predicate<String> counted(Predicate<String> own) {
        return this == SAME_JOB ? own : incarnation -> true;
    }
}
