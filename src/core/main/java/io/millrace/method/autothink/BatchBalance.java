package io.millrace.method.autothink;

import static java.util.Objects.requireNonNull;

import io.millrace.metric.Figure;
import io.millrace.model.GradedResponse;
import io.millrace.model.Mean;
import io.millrace.model.Origin;
import io.millrace.reward.BatchReward;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * AutoThink's batch balance (arXiv:2505.10832): if nearly all responses of a batch think, or nearly none do, that mode loses its
 * reward, so that the policy does not forget the other mode.
 *
 * <pre>
 *   t = share of responses that think, revisions (REA-RL) left out: their mode is not the policy's choice
 *   if t &gt; gamma:        f = clamp((t - gamma) slope, 0, 1)
 *                        think and correct       R = (1 - f) R + f * 0
 *                        think and incorrect     R = (1 - f) R + f * (-1)
 *   if 1 - t &gt; gamma:    f = clamp((1 - t - gamma) slope, 0, 1)
 *                        no-think and correct    R = (1 - f) R + f * 1
 *                        no-think and incorrect  R = (1 - f) R + f * (-2)
 * </pre>
 *
 * <p>R is the total reward, including length shaping and all others; the component is the new total minus the old one. t is over
 * the whole batch; gamma and slope are those of the stage of the policy that sampled the response, so a batch at the border of two
 * stages may use both. With shards, the batch is the shard's part of the round.
 */
public final class BatchBalance implements BatchReward {
    /** Name of the component. */
    public static final String NAME = "autothink.balance";

    private final AutoThink config;
    private final Modes modes;

    public BatchBalance(AutoThink config, Modes modes) {
        this.config = requireNonNull(config, "config");
        this.modes = requireNonNull(modes, "modes");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Scores score(List<List<GradedResponse>> groups) {
        List<List<Mode>> all = groups.stream()
                .map(group -> group.stream()
                        .map(response -> modes.of(response.response().sampled()))
                        .toList())
                .toList();
        double thinking = thinking(groups, all);
        Figures figures = new Figures();
        List<double[]> rewards = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            double[] own = new double[groups.get(g).size()];
            for (int i = 0; i < own.length; i++) {
                GradedResponse response = groups.get(g).get(i);
                Mode mode = all.get(g).get(i);
                double f = factor(mode, thinking, stage(response));
                own[i] = f == 0 ? 0 : f * (target(mode, response.correct()) - response.reward());
                if (sampled(response)) {
                    figures.add(mode, response.correct(), f, config.number(step(response)));
                }
            }
            rewards.add(own);
        }
        return new Scores(rewards, figures.means());
    }

    /** t, the share of sampled responses that think; NaN if there are none, in which case no mode is too frequent. */
    private static double thinking(List<List<GradedResponse>> groups, List<List<Mode>> modes) {
        long sampled = 0;
        long thinking = 0;
        for (int g = 0; g < groups.size(); g++) {
            for (int i = 0; i < groups.get(g).size(); i++) {
                if (sampled(groups.get(g).get(i))) {
                    sampled++;
                    thinking += modes.get(g).get(i) == Mode.THINK ? 1 : 0;
                }
            }
        }
        return (double) thinking / sampled;
    }

    private static boolean sampled(GradedResponse response) {
        return response.response().origin() == Origin.SAMPLED;
    }

    /** f, the share of their reward that the mode's responses lose; 0 if the mode is not too frequent. */
    static double factor(Mode mode, double thinking, Stage stage) {
        double share = mode == Mode.THINK ? thinking : 1 - thinking;
        return share > stage.balance() ? Math.min(1, (share - stage.balance()) * stage.slope()) : 0;
    }

    private static double target(Mode mode, boolean correct) {
        if (mode == Mode.THINK) {
            return correct ? 0 : -1;
        }
        return correct ? 1 : -2;
    }

    private Stage stage(GradedResponse response) {
        return config.stage(step(response));
    }

    private static long step(GradedResponse response) {
        return response.response().oldestStep();
    }

    /** Figures of a batch. */
    private static final class Figures {
        private final Map<String, Mean> means = new LinkedHashMap<>();

        private void add(Mode mode, boolean correct, double f, int stage) {
            boolean thinks = mode == Mode.THINK;
            add(ThinkingFigures.SHARE, thinks ? 1 : 0);
            add(thinks ? ThinkingFigures.ACCURACY : ThinkingFigures.NO_THINK_ACCURACY, correct ? 1 : 0);
            add(ThinkingFigures.BALANCE, f);
            add(ThinkingFigures.STAGE, stage);
        }

        private void add(Figure figure, double value) {
            means.merge(figure.key(), new Mean(value, 1), Mean::plus);
        }

        private Map<String, Mean> means() {
            return means;
        }
    }
}
