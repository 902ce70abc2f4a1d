package io.millrace.alarm;

import io.millrace.check.Require;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the published parts of windows into samples, in the order of their publication, and keeps those that newer ones are
 * compared with. Parts are taken as they come and not by the windows' event time: a window of event time is complete only when its
 * longest responses are, so judging it early would be biased towards short ones. Not thread-safe.
 */
public final class SampleHistory {
    private final int responses;
    private final int windowSeconds;
    private final Deque<Sample> complete = new ArrayDeque<>();
    private Sample filling = new Sample();
    private long part = -1;
    private @Nullable Sample start;
    private @Nullable Sample previous;
    private @Nullable Sample best;

    /**
     * @param responses minimum number of responses in a sample, at least 1
     * @param windowSeconds size of the windows whose parts are used, since windows of several sizes hold the same responses
     */
    public SampleHistory(int responses, int windowSeconds) {
        Require.that(responses >= 1, "samples: responses must be >= 1, was %d", responses);
        this.responses = responses;
        this.windowSeconds = windowSeconds;
    }

    /** Adds the next published part. */
    public void add(WindowPart next) {
        if (next.key().seconds() != windowSeconds) {
            return;
        }
        if (next.part() != part) {
            cut();
            part = next.part();
        }
        filling.add(next);
    }

    /** Ends the sample if it is large enough: called when all published parts have been added. */
    public void cut() {
        if (filling.responses() >= responses) {
            complete.add(filling);
            filling = new Sample();
        }
    }

    /** The oldest complete sample that has not been returned yet, with those that it is compared with. */
    public Optional<AlarmView.Samples> next() {
        Sample current = complete.poll();
        if (current == null) {
            return Optional.empty();
        }
        Sample first = start == null ? current : start;
        Sample last = previous == null ? current : previous;
        Sample highest = best == null ? current : best;
        start = first;
        previous = current;
        if (!(reward(highest) >= reward(current))) {
            best = current;
        } else {
            best = highest;
        }
        return Optional.of(new AlarmView.Samples(current, last, first, highest));
    }

    private static double reward(Sample sample) {
        return sample.mean(WindowStatistics.REWARD);
    }
}
