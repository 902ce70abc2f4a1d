package io.millrace.operators;

import java.util.function.Predicate;

/** Where the learner runs relative to a sampling job; decides which policy versions count in that job. */
public enum LearnerPlacement {
    /**
     * In the same job. Learner and samplers are restored from a checkpoint together, so only versions of the running
     * attempt count: the visits on which a failed attempt trained later versions are in the stream again.
     */
    SAME_JOB,
    /**
     * In a separate job that reads the minibatch channel. The two jobs are restored independently, and the newest
     * version counts whichever attempt of the learner published it: its minibatches are published permanently, and a
     * restored learner trains on the same ones again.
     */
    OTHER_JOB,
    /**
     * In a program outside Millrace, which reads the minibatch channel, publishes versions, and acknowledges minibatches. Its versions
     * count like those of a separate job.
     */
    OUTSIDE;

    /**
     * The learner's incarnations whose versions count.
     *
     * @param own incarnations of the calling job's running attempt
     */
    Predicate<String> counted(Predicate<String> own) {
        return this == SAME_JOB ? own : incarnation -> true;
    }
}
