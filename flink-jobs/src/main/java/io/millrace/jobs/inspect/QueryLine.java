package io.millrace.jobs.inspect;

import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Reflections;

/**
 * What a savepoint knows of a query, trajectories left out.
 *
 * @param query its id
 * @param visits passages through the stream
 * @param responses graded responses
 * @param right those among them that are correct
 * @param meanReward mean total reward over responses
 * @param recentReward exponential mean over visits
 * @param solveAllRun latest consecutive visits in which every response was right
 * @param solveNoneRun latest consecutive visits in which none was
 * @param lastVersion number of the oldest policy version in the newest graded visit; -1 before
 * @param reflectionsSent reflection prompts sent
 * @param reflectionsTried reflection groups that came back
 * @param reflectionsWon those among them with a correct response
 * @param correct correct trajectories remembered
 * @param wrong wrong trajectories remembered
 * @param reflected those of them that were sampled in the context of a reflection
 * @param tokens response tokens remembered
 * @param bytes that its trajectories take, uncompressed
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

    /** Trajectories remembered. */
    public int trajectories() {
        return correct + wrong;
    }

    /** Share of graded responses that are right, 0..1; NaN without any. */
    public double passRate() {
        return responses == 0 ? Double.NaN : (double) right / responses;
    }
}
