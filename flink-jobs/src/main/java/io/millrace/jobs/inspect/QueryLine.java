package io.millrace.jobs.inspect;

import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Reflections;

/**
 * A savepoint's data about a query, without its trajectories.
 *
 * @param query its id
 * @param visits number of visits
 * @param responses graded responses
 * @param right the correct ones among them
 * @param meanReward mean total reward over responses
 * @param recentReward exponential moving average over visits
 * @param solveAllRun length of the latest run of visits in which every response was correct
 * @param solveNoneRun length of the latest run of visits in which no response was correct
 * @param lastVersion number of the oldest policy version in the newest graded visit; -1 if there is none
 * @param reflectionsSent reflection prompts sent
 * @param reflectionsTried reflection groups that were graded
 * @param reflectionsWon reflection groups with a correct response
 * @param correct correct trajectories remembered
 * @param wrong incorrect trajectories remembered
 * @param reflected remembered trajectories that were sampled in the context of a reflection
 * @param tokens response tokens remembered
 * @param bytes size of its trajectories in bytes, uncompressed
 */
public record QueryLine(
        String query,
        long visits,
        long responses,
        long right,
        double meanReward,
        double recentReward,
        long solveAllRun,
        long solveNoneRun,
        long lastVersion,
        long reflectionsSent,
        long reflectionsTried,
        long reflectionsWon,
        int correct,
        int wrong,
        int reflected,
        long tokens,
        long bytes) {
    static QueryLine of(String query, QueryStatistics all, int correct, int wrong, int reflected, long[] size) {
        Reflections reflections = all.reflections();
        return new QueryLine(
                query,
                all.visits(),
                all.responses(),
                all.correct(),
                all.meanReward(),
                all.recentReward(),
                all.solveAllRun(),
                all.solveNoneRun(),
                all.lastVersion(),
                reflections.sent(),
                reflections.tried(),
                reflections.won(),
                correct,
                wrong,
                reflected,
                size[0],
                size[1]);
    }

    /** Number of trajectories remembered. */
    public int trajectories() {
        return correct + wrong;
    }

    /** Share of correct responses among the graded ones, 0..1; NaN if there are none. */
    public double passRate() {
        return responses == 0 ? Double.NaN : (double) right / responses;
    }
}
