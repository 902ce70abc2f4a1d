package io.millrace.method.r3;

import static io.millrace.reward.LengthBonus.bonus;
import static java.util.Objects.requireNonNull;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.reward.ResponseReward;

/**
 * R3's length bonus (arXiv:2601.19620): a correct response earns more the shorter it is.
 *
 * <pre>
 *   R_i = weight max(0, 1 - L_i / L_max)   if c_i is true
 *   R_i = 0                                if c_i is false
 * </pre>
 *
 * <p>L in tokens, of the response alone. Range [0, weight).
 */
public final class R3LengthBonus implements ResponseReward {
    private final LengthBonusConfig config;

    public R3LengthBonus(LengthBonusConfig config) {
        this.config = requireNonNull(config, "config");
    }

    @Override
    public String name() {
        return "r3.lengthBonus";
    }

    @Override
    public double score(Prompt prompt, GradedResponse response) {
        return config.weight() * bonus(response, config.maxTokens());
    }
}
