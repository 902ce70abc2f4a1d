package io.millrace.method.autothink;

import static java.util.Objects.requireNonNull;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.model.TokenIds;
import io.millrace.reward.ResponseReward;

/**
 * AutoThink's base reward (arXiv:2505.10832): a correct answer without thinking earns more, an incorrect one is penalised.
 *
 * <pre>
 *              correct incorrect
 *   think        +1       0
 *   no-think     +2      -1, or -2 if it is degenerate ({@link DegenerateText})
 *   either        0       0   without a closing tag, or without an answer after it
 * </pre>
 *
 * <p>The table gives the total value of the response, so the component is that value minus the task's reward; it must be the first
 * component after the task's. For a task that earns 1 and 0 it is in [-2, 1].
 */
public final class BaseReward implements ResponseReward {
    /** Name of the component. */
    public static final String NAME = "autothink.base";

    private final Modes modes;

    public BaseReward(Modes modes) {
        this.modes = requireNonNull(modes, "modes");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double score(Prompt prompt, GradedResponse response) {
        TokenIds tokens = response.response().sampled();
        return value(modes.text(tokens), response.correct()) - response.reward();
    }

    private double value(String text, boolean correct) {
        if (modes.answer(text).filter(answer -> !answer.isBlank()).isEmpty()) {
            return 0;
        }
        if (modes.of(text) == Mode.THINK) {
            return correct ? 1 : 0;
        }
        if (correct) {
            return 2;
        }
        return DegenerateText.in(text) ? -2 : -1;
    }
}
