package io.millrace.operators.sample;

import io.millrace.assembly.SamplingParts;
import io.millrace.method.Reviser;
import io.millrace.operators.StreamSettings;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyFollower;
import io.millrace.policy.PolicyStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The engine of this JVM for one incarnation of a job, shared by all its sampling and revising subtasks: the weights of
 * policy and reviser are in memory only once.
 *
 * <p>The registry is static because subtasks share nothing else; it contains no configuration, only open engines, and
 * the last subtask that releases an engine closes it.
 */
public final class SharedSampler {
    private static final Map<String, SharedSampler> OPEN = new LinkedHashMap<>();

    private final String key;
    private final PolicyEngine engine;
    private final PolicyFollower follower;
    private final AtomicBoolean reported = new AtomicBoolean();
    private @Nullable Optional<Reviser> reviser;
    private int users;

    private SharedSampler(String key, PolicyEngine engine, PolicyFollower follower) {
        this.key = key;
        this.engine = engine;
        this.follower = follower;
    }

    /** The sampler of an incarnation, opened by the first caller; each caller releases it once. */
    public static SharedSampler acquire(SamplingParts parts, StreamSettings settings, String incarnation) {
        String key = settings.store() + "|" + incarnation;
        synchronized (OPEN) {
            SharedSampler sampler = OPEN.computeIfAbsent(key, k -> open(k, parts, settings, incarnation));
            sampler.users++;
            return sampler;
        }
    }

    private static SharedSampler open(String key, SamplingParts parts, StreamSettings settings, String incarnation) {
        PolicyEngine engine = parts.engine();
        PolicyStore store = new PolicyStore(Path.of(settings.store()));
        PolicyFollower follower = new PolicyFollower(
                store,
                settings.counted(incarnation::equals),
                version -> {
                    store.verify(version);
                    engine.load(version);
                },
                settings.pacing(),
                PolicyStore.POLL_INTERVAL,
                settings.stall(),
                System::nanoTime);
        return new SharedSampler(key, engine, follower);
    }

    /** Whether the caller should report the engine's totals: true once, so that sums over subtasks are correct. */
    boolean claimReport() {
        return reported.compareAndSet(false, true);
    }

    /** The policy's engine. */
    PolicyEngine engine() {
        return engine;
    }

    /** Completes when a visit may be sampled or revised. */
    public PolicyFollower follower() {
        return follower;
    }

    /** The reviser that uses the engine, created by the first caller; empty if revision is off. */
    public synchronized Optional<Reviser> reviser(SamplingParts parts) {
        if (reviser == null) {
            reviser = parts.reviser(engine);
        }
        return reviser;
    }

    /** Closes everything when the last user releases it. */
    public void release() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(key);
        }
        follower.close();
        close();
    }

    private synchronized void close() {
        try {
            if (reviser != null) {
                reviser.ifPresent(Reviser::close);
            }
        } finally {
            engine.close();
        }
    }
}
