package io.millrace.jobs.watch;

import io.millrace.model.PolicySteps;
import io.millrace.window.Count;
import io.millrace.window.ResponseId;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowKey;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;

/** Parts of windows with responses of one source. */
final class RewardParts {
    private RewardParts() {}

    /** A part whose rewards are, in turn, the given one and 0.1 more. */
    static WindowPart part(long number, int responses, double reward) {
        WindowStatistics statistics = new WindowStatistics(0);
        for (int i = 0; i < responses; i++) {
            statistics.count(Count.RESPONSES, 1);
            statistics.reward(reward + (i % 2) * 0.1, new ResponseId("q" + i, 0, 0));
        }
        WindowKey key = WindowKey.at(10_000 * number, 10, new SeriesKey("s", "t", SeriesKey.NO_MODE, PolicySteps.NONE));
        return new WindowPart(key, number, true, key.end() - 1, PolicySteps.NONE, statistics);
    }
}
