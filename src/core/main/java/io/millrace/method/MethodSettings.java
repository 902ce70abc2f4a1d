package io.millrace.method;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.plugin.Problems;
import io.millrace.policy.EngineCapabilities;
import io.millrace.text.ThinkingConfig;
import java.util.List;

/**
 * The part of a configuration that methods depend on.
 *
 * @param seed the seed of the run
 * @param steps optimizer steps of the run; 0 for an endless run
 * @param maxTokens maximum length of a response, in tokens
 * @param contextTokens maximum length of prompt and response together, in tokens; 0 for the model's own limit
 * @param thinking tags around the thinking
 * @param opening text that ends every prompt unless a method replaces it; empty for none
 * @param advantage how advantages are estimated
 * @param defaultEpsilon default of advantage.epsilon
 * @param tokenCreditTasks training tasks that reward individual tokens
 * @param engine the engine of the policy
 * @param batch size and pace of the stream
 * @param memory responses of a query that are remembered
 */
public record MethodSettings(
        long seed,
        long steps,
        int maxTokens,
        int contextTokens,
        ThinkingConfig thinking,
        String opening,
        AdvantageConfig advantage,
        double defaultEpsilon,
        List<String> tokenCreditTasks,
        Engine engine,
        Batch batch,
        Memory memory) {
    public MethodSettings {
        requireNonNull(thinking, "thinking");
        requireNonNull(opening, "opening");
        requireNonNull(advantage, "advantage");
        tokenCreditTasks = List.copyOf(tokenCreditTasks);
        requireNonNull(engine, "engine");
        requireNonNull(batch, "batch");
        requireNonNull(memory, "memory");
    }

    /**
     * Reports an option that needs sampling while recorded responses are replayed.
     *
     * @param used whether the option is used
     * @param instead required value of the option
     */
    public void requireSampling(String key, boolean used, String instead, Problems problems) {
        if (engine.capabilities().replays() && used) {
            problems.report(key, "must be %s with policy.engine %s, which samples nothing new", instead, engine.name());
        }
    }

    /**
     * Reports an option that needs the entropy of each token while the engine provides none. Recorded responses may have some.
     *
     * @param used whether the option is used
     */
    public void requireEntropies(String key, boolean used, Problems problems) {
        EngineCapabilities has = engine.capabilities();
        boolean any = has.exactEntropies() || engine.estimatesEntropies() || has.replays();
        if (used && !any) {
            problems.report(
                    key,
                    "must be false with policy.engine %s, whose responses have no entropies; on servers, policy.servers.topLogProbs estimates them (20 is typical)",
                    engine.name());
        }
    }

    /**
     * Engine of the policy.
     *
     * @param name in the configuration
     * @param capabilities the capabilities of every engine of this name
     * @param estimatesEntropies whether responses carry estimates where it has no exact entropies
     */
    public record Engine(String name, EngineCapabilities capabilities, boolean estimatesEntropies) {
        public Engine {
            requireNonNull(name, "name");
            requireNonNull(capabilities, "capabilities");
        }
    }

    /**
     * Size and pace of the stream.
     *
     * @param groups prompt visits that end per optimizer step
     * @param shards the shards of the composing stage
     * @param maxStaleness maximum number of optimizer steps between sampling and training
     * @param publishEvery optimizer steps from one policy version to the next
     */
    public record Batch(int groups, int shards, int maxStaleness, int publishEvery) {}

    /**
     * Capacity of a query's memory.
     *
     * @param correct correct responses
     * @param wrong incorrect responses
     */
    public record Memory(int correct, int wrong) {}
}
