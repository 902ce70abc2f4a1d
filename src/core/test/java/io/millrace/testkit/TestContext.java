package io.millrace.testkit;

import io.millrace.config.ConfigReader;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodSettings;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.OptionalDouble;

/**
 * A context of methods with the default configuration, in which nothing is measured and no other model is known.
 *
 * @param tokenizer the tokenizer of the policy
 * @param thinking tags around the thinking
 * @param opening text that every prompt ends with
 * @param sampling the sampling settings for training
 */
public record TestContext(Tokenizer tokenizer, ThinkingConfig thinking, String opening, Sampling sampling)
        implements MethodContext {
    @Override
    public MethodSettings settings() {
        MethodSettings of = ConfigReader.defaults().methodSettings();
        return new MethodSettings(
                of.seed(),
                of.steps(),
                sampling.maxTokens(),
                of.contextTokens(),
                thinking,
                opening,
                of.advantage(),
                of.defaultEpsilon(),
                of.tokenCreditTasks(),
                of.engine(),
                of.batch(),
                of.memory());
    }

    @Override
    public Thoughts thoughts() {
        return new Thoughts(tokenizer, thinking, opening);
    }

    @Override
    public OptionalDouble measured(String name) {
        return OptionalDouble.empty();
    }

    @Override
    public Tokenizer modelTokenizer(String key) {
        return tokenizer;
    }

    @Override
    public PolicyEngine modelEngine(String key) {
        throw new IllegalStateException(key + ": must be a known model");
    }
}
