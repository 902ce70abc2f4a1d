package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.ScoringRequest;
import io.millrace.policy.ServerStatistics;
import io.millrace.token.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine whose responses act in environments, on top of an engine that samples single turns.
 *
 * <p>The first turns of a group are sampled together. Then each response goes its own way: while its environment acts, the engine
 * decodes others. Requests that answer no prompt are passed on.
 */
public final class AgentEngine implements PolicyEngine {
    private final PolicyEngine engine;
    private final Environments environments;
    private final Observations observations;
    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong responses = new AtomicLong();

    /**
     * @param engine samples turns; closed with this object
     * @param tokenizer the tokenizer of the policy
     * @param environments closed with this object
     * @throws io.millrace.model.PolicyException if the policy's chat template cannot continue a response
     */
    public AgentEngine(PolicyEngine engine, Tokenizer tokenizer, Environments environments) {
        this.engine = requireNonNull(engine, "engine");
        this.environments = requireNonNull(environments, "environments");
        observations = new Observations(tokenizer, environments.config());
    }

    @Override
    public EngineInfo info() {
        EngineInfo info = engine.info();
        return new EngineInfo(
                info.name(),
                info.vocabulary(),
                info.contextTokens(),
                info.reproducible() && environments.pure(),
                info.capabilities());
    }

    @Override
    public void load(PolicyVersion version) {
        engine.load(version);
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        Optional<Environments.Chosen> chosen = request.asked().flatMap(environments::of);
        if (chosen.isEmpty()) {
            return engine.sample(request);
        }
        Conversation conversation = new Conversation(engine, environments, observations, chosen.get(), request);
        CompletableFuture<List<Response>> group = conversation.start();
        group.whenComplete((sampled, failure) -> {
            turns.addAndGet(conversation.turns());
            responses.addAndGet(sampled == null ? 0 : sampled.size());
        });
        return group;
    }

    @Override
    public CompletableFuture<List<float[][]>> score(ScoringRequest request) {
        return engine.score(request);
    }

    /** A response of several turns counts once. */
    @Override
    public EngineStatistics statistics() {
        EngineStatistics all = engine.statistics();
        return new EngineStatistics(
                all.promptTokens(),
                all.responseTokens(),
                Math.max(0, all.responses() - turns.get() + responses.get()),
                all.queued(),
                all.running(),
                all.busyNanos());
    }

    @Override
    public List<ServerStatistics> servers() {
        return engine.servers();
    }

    @Override
    public void close() {
        try {
            environments.close();
        } finally {
            engine.close();
        }
    }
}
