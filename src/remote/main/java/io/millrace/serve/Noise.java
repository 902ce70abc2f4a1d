package io.millrace.serve;

import io.millrace.model.PromptKind;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Maps seeds of requests to the noise of an engine, which is a function of seed, query, visit and sample.
 *
 * <p>As in vLLM, response i of a request with seed s is that of a request for one response with seed s + i, on the same weights. The
 * prompt is not part of the noise. Requests without a seed have noise of their own.
 */
final class Noise {
    private static final int SAMPLE_BITS = 30;
    private static final long SAMPLES = 1L << SAMPLE_BITS;

    private final long entropy;
    private final AtomicLong unseeded = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();

    /** @param entropy differs between servers */
    Noise(long entropy) {
        this.entropy = entropy;
    }

    String newId() {
        return "%016x%016x".formatted(entropy, ids.incrementAndGet());
    }

    /**
     * The requests to an engine for a generation: one, or several if its seeds do not share a visit. Their sample indexes count from
     * that of the first request.
     */
    List<SamplingRequest> requests(Generation generation) {
        if (generation.seed().isEmpty()) {
            return List.of(
                    request(generation, "unseeded", unseeded.getAndIncrement(), 0, generation.samples(), entropy));
        }
        List<SamplingRequest> requests = new ArrayList<>();
        long seed = generation.seed().getAsLong();
        for (int done = 0; done < generation.samples(); ) {
            long first = seed + done;
            int sample = (int) (first & (SAMPLES - 1));
            int count = (int) Math.min(generation.samples() - done, SAMPLES - sample);
            requests.add(request(generation, "seeded", first >>> SAMPLE_BITS, sample, count, 0));
            done += count;
        }
        return requests;
    }

    private static SamplingRequest request(
            Generation generation, String query, long visit, int first, int samples, long seed) {
        Sampling asked = generation.sampling();
        Sampling sampling =
                new Sampling(asked.temperature(), asked.topP(), asked.topK(), asked.maxTokens(), asked.stopIds(), seed);
        return new SamplingRequest(query, visit, PromptKind.PLAIN, generation.prompt(), samples, first, sampling);
    }
}
