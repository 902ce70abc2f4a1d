package io.millrace.jobs.inspect;

import io.millrace.memory.Fingerprint;
import io.millrace.memory.Trajectory;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A trajectory in a savepoint.
 *
 * @param query id of its query
 * @param number the number of the trajectory within its query
 * @param visit the query's visit that sampled it, from 0
 * @param sample index in its group, from 0
 * @param verdict correct or incorrect
 * @param reward total reward R
 * @param components names of its reward components
 * @param values the values of these components, weights applied
 * @param tokens response length L in tokens
 * @param version number of the oldest policy version that sampled a token of it
 * @param step optimizer step of that version
 * @param context the kind of prompt that it was sampled from
 * @param origin how it got into its group
 * @param finish why it ended
 * @param time when it was remembered, in epoch milliseconds
 * @param fingerprint the fingerprint of its tokens, 16 hexadecimal digits
 * @param ids token ids of the response
 * @param scale the distribution that the log-probs belong to
 * @param logProbs behaviour log-probabilities in nats; empty if not stored
 * @param entropies policy entropies in nats; empty if not stored
 */
public record TrajectoryLine(
        String query,
        long number,
        long visit,
        int sample,
        String verdict,
        double reward,
        String[] components,
        double[] values,
        int tokens,
        long version,
        long step,
        String context,
        String origin,
        String finish,
        long time,
        String fingerprint,
        int[] ids,
        String scale,
        float[] logProbs,
        float[] entropies) {
    /** A placeholder for no trajectory. */
    static final TrajectoryLine NONE = new TrajectoryLine(
            "",
            -1,
            0,
            0,
            "",
            0,
            new String[0],
            new double[0],
            0,
            0,
            0,
            "",
            "",
            "",
            -1,
            "",
            new int[0],
            "",
            new float[0],
            new float[0]);

    static TrajectoryLine of(String query, long number, Trajectory trajectory, long time) {
        Response response = trajectory.response().response();
        List<Rewards.Component> components = trajectory.response().rewards().components();
        return new TrajectoryLine(
                query,
                number,
                trajectory.visit(),
                response.sample(),
                trajectory.response().verdict().kind().text(),
                trajectory.response().reward(),
                components.stream().map(Rewards.Component::name).toArray(String[]::new),
                components.stream().mapToDouble(Rewards.Component::value).toArray(),
                response.length(),
                response.oldestVersion(),
                response.oldestStep(),
                name(response.context()),
                name(response.origin()),
                name(response.finish()),
                time,
                "%016x".formatted(Fingerprint.of(response.tokens())),
                response.tokens().ids(),
                name(response.logProbs().scale()),
                response.logProbs().values(),
                response.entropies().values());
    }

    /** The components of its reward, kept in single precision, as text, for instance {@code accuracy 1, brief 1}. */
    String breakdown() {
        return IntStream.range(0, components.length)
                .mapToObj(i -> "%s %s"
                        .formatted(
                                components[i],
                                new BigDecimal(Float.toString((float) values[i]))
                                        .stripTrailingZeros()
                                        .toPlainString()))
                .collect(Collectors.joining(", "));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
