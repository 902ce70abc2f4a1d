package io.millrace.metric;

import java.util.Locale;

/** Figures of optimizer steps that are not metrics: they are only in the channel of steps. */
public enum StepFigure implements Figure {
    SAMPLED_TOKENS("tokens", "response tokens sampled on all visits trained on so far"),
    COMPENSATION("0 or 1", "1 for the step of a compensation batch, an additional step of the same round"),
    ROWS("responses", "responses trained on in the step"),
    DROPPED("responses", "leftovers that the round dropped without training on them"),
    GROUPS("groups", "groups of the minibatch"),
    RESPONSES("responses", "graded responses of the minibatch"),
    UNGRADED("responses", "responses of the minibatch without a verdict"),
    REPLAYS("responses", "responses replayed from memory into the groups of the minibatch"),
    TRUNCATED("0..1", "share of responses truncated at their token limit"),
    MAX_STALENESS(
            "optimizer steps",
            "age of the oldest weights that sampled a fresh response; replays and leftovers are not counted"),
    UPDATES("optimizer steps", "optimizer steps taken, compensation steps included"),
    LOG_PROB_GAP_MAX("nats", "largest |log pi_now - log pi_behaviour| of a token trained on, before the step"),
    LOG_PROB_GAP_KL(
            "nats per token", "estimate of KL(pi_behaviour || pi_now) over the tokens trained on, before the step"),
    LOG_PROB_GAP_SHARE(
            "0..1", "share of tokens trained on with |log pi_now - log pi_behaviour| above 1 nat, before the step"),
    GRADIENT_ENTROPY("nats per token", "mean entropy of the policy over the tokens trained on"),
    LEARNING_RATE("", "learning rate of the step"),
    RATIO_MEAN("", "mean importance ratio of the tokens trained on"),
    RATIO_MAX("", "largest importance ratio of the tokens trained on"),
    TRAIN_TOKENS("tokens", "response tokens that the learner computed"),
    TRAIN_SECONDS("s", "time that the learner took");

    private final String unit;
    private final String meaning;

    StepFigure(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String bad() {
        return "";
    }
}
