package io.millrace.method.autothink;

import static java.util.Objects.requireNonNull;

import io.millrace.model.GradedResponse;
import io.millrace.reward.GroupReward;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * AutoThink's length shaping (arXiv:2505.10832): among the correct responses of a query, shorter ones earn more; among the
 * incorrect ones, longer ones do; each in proportion to how unusual its length is.
 *
 * <pre>
 *   z_i = (L_i - mean) / max(std, 1e-6)     over the correct ones, or over the incorrect ones; std with n - 1
 *   R_i += -1 + exp(-alpha z_i)             correct, if there is more than one correct
 *   R_i +=  1 - exp(-beta z_i)              incorrect, if there is more than one incorrect
 * </pre>
 *
 * <p>alpha and beta are those of the stage of the policy that sampled the response. L in tokens. The mean is 0 to first order in
 * alpha and beta.
 */
public final class LengthShaping implements GroupReward {
    /** Name of the component. */
    public static final String NAME = "autothink.length";

    private static final double MIN_DEVIATION = 1e-6;

    private final AutoThink config;

    public LengthShaping(AutoThink config) {
        this.config = requireNonNull(config, "config");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double[] score(List<GradedResponse> group) {
        double[] rewards = new double[group.size()];
        shape(group, true, rewards);
        shape(group, false, rewards);
        return rewards;
    }

    private void shape(List<GradedResponse> group, boolean correct, double... rewards) {
        int[] places = IntStream.range(0, group.size())
                .filter(i -> group.get(i).correct() == correct)
                .toArray();
        if (places.length < 2) {
            return;
        }
        double[] lengths = IntStream.of(places)
                .mapToDouble(i -> group.get(i).response().length())
                .toArray();
        double mean = Arrays.stream(lengths).average().orElseThrow();
        double squares = 0;
        for (double length : lengths) {
            squares += (length - mean) * (length - mean);
        }
        double deviation = Math.max(Math.sqrt(squares / (lengths.length - 1)), MIN_DEVIATION);
        for (int i = 0; i < places.length; i++) {
            Stage stage = config.stage(group.get(places[i]).response().oldestStep());
            double z = (lengths[i] - mean) / deviation;
            // expm1 computes -1 + exp(x) precisely, with 0 for 0.
            rewards[places[i]] = correct ? Math.expm1(-stage.alpha() * z) : -Math.expm1(-stage.beta() * z);
        }
    }
}
