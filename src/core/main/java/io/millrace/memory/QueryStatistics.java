package io.millrace.memory;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import java.util.List;

/**
 * Results of the policy on one query over all its visits. Counts responses that were sampled and graded on a visit; revisions,
 * replays and ungraded responses are left out, and so are reflection groups, which are counted separately.
 *
 * @param visits passages through the stream, including those without a graded response
 * @param responses graded responses
 * @param correct correct responses among them
 * @param meanReward mean total reward over {@code responses}; 0 without any
 * @param recentReward exponential moving average over visits of a visit's mean reward, with weight {@value #RECENT} on the
 *     newest; 0 without any
 * @param solveAllRun latest consecutive visits in which every response was correct
 * @param solveNoneRun latest consecutive visits in which none was
 * @param lastVersion number of the oldest policy version in the newest visit that was graded; -1 before
 * @param reflections on the query
 */
public record QueryStatistics(
        long visits,
        long responses,
        long correct,
        double meanReward,
        double recentReward,
        long solveAllRun,
        long solveNoneRun,
        long lastVersion,
        Reflections reflections) {
    /** Weight of the newest visit in {@link #recentReward}. */
    public static final double RECENT = 0.2;

    /** The statistics of a query that has not been visited. */
    public static final QueryStatistics NONE = new QueryStatistics(0, 0, 0, 0, 0, 0, 0, -1, Reflections.NONE);

    public QueryStatistics {
        requireNonNull(reflections, "reflections");
        Require.that(visits >= 0, "query statistics: visits must be >= 0, was %d", visits);
        Require.that(
                correct >= 0 && correct <= responses,
                "query statistics: correct must be in 0..%d, was %d",
                responses,
                correct);
    }

    /** These statistics with one more visit. */
    public QueryStatistics plus(GradedGroup group) {
        List<GradedResponse> graded = group.graded().stream()
                .filter(r -> r.response().origin() == Origin.SAMPLED)
                .toList();
        if (group.visit().prompt().kind() == PromptKind.REFLECTION) {
            return graded.isEmpty()
                    ? this
                    : with(reflections.returned(graded.stream().anyMatch(GradedResponse::correct)));
        }
        if (graded.isEmpty()) {
            return new QueryStatistics(
                    visits + 1,
                    responses,
                    correct,
                    meanReward,
                    recentReward,
                    solveAllRun,
                    solveNoneRun,
                    lastVersion,
                    reflections);
        }
        int count = graded.size();
        long right = graded.stream().filter(GradedResponse::correct).count();
        double sum = graded.stream().mapToDouble(GradedResponse::reward).sum();
        return new QueryStatistics(
                visits + 1,
                responses + count,
                correct + right,
                meanReward + (sum - count * meanReward) / (responses + count),
                responses == 0 ? sum / count : recentReward + RECENT * (sum / count - recentReward),
                right == count ? solveAllRun + 1 : 0,
                right == 0 ? solveNoneRun + 1 : 0,
                graded.stream()
                        .mapToLong(r -> r.response().oldestVersion())
                        .min()
                        .orElseThrow(),
                reflections);
    }

    /** These statistics with other reflections. */
    public QueryStatistics with(Reflections now) {
        return new QueryStatistics(
                visits, responses, correct, meanReward, recentReward, solveAllRun, solveNoneRun, lastVersion, now);
    }

    /** Share of correct responses among the graded ones, 0..1; NaN without any. */
    public double passRate() {
        return responses == 0 ? Double.NaN : (double) correct / responses;
    }
}
