package io.millrace.method.r3;

import io.millrace.method.PracticePrompts;
import io.millrace.method.PretrainContext;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.VersionSpan;
import io.millrace.task.PromptGenerator;
import io.millrace.token.Tokenizer;
import java.util.List;
import java.util.random.RandomGenerator;

/** Synthetic failures to reflect on, so that a policy learns the form of a reflection before reinforcement learning. */
final class FailedAttempts implements PracticePrompts {
    /** The noise of a solution is divided by this after a reflection. */
    private static final double LESS_NOISE = 3;

    private final Reflect reflect;
    private final PromptGenerator task;
    private final Tokenizer tokenizer;

    FailedAttempts(ReflectionConfig config, PretrainContext context) {
        reflect = new Reflect(config, context.tokenizer(), context.seed());
        task = context.task();
        tokenizer = context.tokenizer();
    }

    /** The prompt together with an incorrect attempt, if the task's prompt can be answered incorrectly at all. */
    @Override
    public Prompt of(Prompt prompt, RandomGenerator random) {
        String attempt = task.failure(prompt, random);
        if (attempt.isEmpty()) {
            return prompt;
        }
        var tokens = tokenizer.encode(attempt);
        Response failed = new Response(
                0,
                tokens,
                LogProbs.NONE,
                Entropies.NONE,
                FinishReason.STOP,
                List.of(new VersionSpan(0, 0, 0, tokens.size())),
                Origin.SAMPLED,
                PromptKind.PLAIN);
        return reflect.prompt(prompt, prompt.truths(), failed);
    }

    @Override
    public double noise(double noise) {
        return noise / LESS_NOISE;
    }
}
