package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.check.Require;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.DirectorySink;
import io.millrace.operators.fault.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How one job is laid out.
 *
 * @param settings numbers of the stages
 * @param visitLimit visits after which no more prompts are read
 * @param ordered whether groups leave the sampler in the order of their prompts
 * @param parallelism subtasks of the parallel stages, at least 1
 * @param inFlight visits in the sampler at most, over all its subtasks, at least 1
 * @param out folder of the run, for its channels
 * @param publishMinibatches whether minibatches go to their channel too
 * @param channels size of their segments, and how long they are kept
 * @param faults injected failures
 */
public record JobPlan(
        StreamSettings settings,
        long visitLimit,
        boolean ordered,
        int parallelism,
        int inFlight,
        Path out,
        boolean publishMinibatches,
        ChannelsConfig channels,
        FaultPlan faults) {
    public JobPlan {
        requireNonNull(settings, "settings");
        requireNonNull(out, "out");
        requireNonNull(channels, "channels");
        requireNonNull(faults, "faults");
        Require.that(visitLimit >= 1, "job: visitLimit must be >= 1, was %d", visitLimit);
        Require.that(parallelism >= 1, "job: parallelism must be >= 1, was %d", parallelism);
        Require.that(inFlight >= 1, "job: inFlight must be >= 1, was %d", inFlight);
    }

    /**
     * Visits in one sampling subtask at most.
     *
     * <p>The sum over the subtasks is the same at each parallelism, and must be: on rescaling, a subtask would otherwise
     * inherit more visits than it may hold, and those that wait for a newer version could keep out those it waits for.
     */
    int inFlightEach() {
        return 1 + (inFlight - 1) / parallelism;
    }

    /**
     * Visits in the stream at most.
     *
     * <p>A stage with room for all of them never holds up its input, and so no checkpoint, however long it waits itself.
     */
    int window() {
        return Math.toIntExact(settings.pacing().window());
    }

    /** The sink of one of the run's channels. */
    DirectorySink channel(String name) {
        return new DirectorySink(out.resolve(name), channels, faults);
    }

    /** The sink of a channel that the job reads itself: nothing is deleted that it may still have to read. */
    DirectorySink loop(String name) {
        return new DirectorySink(
                out.resolve(name), new ChannelsConfig(channels.segmentBytes(), Duration.ZERO, 0), faults);
    }
}
