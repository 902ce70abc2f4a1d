package io.millrace.torch.learn;

import io.millrace.huggingface.ModelConfig;
import io.millrace.model.LogProbs.Scale;
import io.millrace.model.Minibatch;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;

/**
 * Checks that rows fit a model and a temperature. libtorch aborts the process on some invalid rows, so everything is
 * checked here.
 */
record RowCheck(ModelConfig model, double temperature) {
    /** @throws PolicyException naming the first row that does not fit */
    void check(Minibatch minibatch) {
        for (TrainingRow row : minibatch.rows()) {
            check("minibatch %s: row of %s".formatted(minibatch.id(), row.queryId()), row);
        }
    }

    void check(String who, TrainingRow row) {
        sequence(who, row.prompt(), row.response());
        behaviour(who, row);
        finite(who, "advantage", row.advantages());
        finite(who, "behaviour log-prob", row.behaviour().values());
    }

    void sequence(String who, TokenIds prompt, TokenIds response) {
        int length = prompt.size() + response.size();
        require(
                length <= model.positions(),
                "%s: prompt and response together must have at most the model's %d tokens, had %d",
                who,
                model.positions(),
                length);
        vocabulary(who, prompt);
        vocabulary(who, response);
    }

    private void vocabulary(String who, TokenIds tokens) {
        for (int id : tokens.ids()) {
            require(
                    id >= 0 && id < model.vocabulary(),
                    "%s: token ids must be in [0, %d), was %d",
                    who,
                    model.vocabulary(),
                    id);
        }
    }

    private void behaviour(String who, TrainingRow row) {
        Scale scale = row.behaviour().scale();
        require(
                scale != Scale.FILTERED,
                "%s: behaviour log-probs must be RAW or SCALED, was FILTERED: sample with topP 1 and topK 0, or have the"
                        + " engine report log-probs before filtering",
                who);
        require(
                scale != Scale.SCALED || temperature != 1,
                "%s: behaviour log-probs must be RAW as the learner's temperature is 1, was SCALED: set the learner's"
                        + " temperature to the sampling temperature",
                who);
    }

    private static void finite(String who, String what, float... values) {
        for (int t = 0; t < values.length; t++) {
            require(Float.isFinite(values[t]), "%s: %s of token %d must be finite, was %s", who, what, t, values[t]);
        }
    }

    private static void require(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new PolicyException(message.formatted(values));
        }
    }
}
