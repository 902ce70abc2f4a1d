package io.millrace.server;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.ScoringRequest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An engine that scores tokens, opened on first use. */
final class EngineReference implements Reference {
    private final Supplier<PolicyEngine> opener;
    private @Nullable PolicyEngine engine;
    private long loaded = -1;

    EngineReference(Supplier<PolicyEngine> opener) {
        this.opener = opener;
    }

    @Override
    public synchronized float[] logProbs(PolicyVersion version, TokenIds prompt, TokenIds response) {
        if (engine == null) {
            engine = opener.get();
        }
        if (loaded != version.number()) {
            engine.load(version);
            loaded = version.number();
        }
        int[] candidates = Arrays.stream(response.ids()).distinct().sorted().toArray();
        int[] text = IntStream.concat(Arrays.stream(prompt.ids()), Arrays.stream(response.ids()))
                .toArray();
        List<Integer> places = IntStream.range(0, response.size())
                .mapToObj(i -> prompt.size() + i)
                .toList();
        float[][] scores = score(
                engine,
                new ScoringRequest(
                        "probe",
                        List.of(new ScoringRequest.Text(new TokenIds(text), places)),
                        new TokenIds(candidates)));
        float[] logProbs = new float[response.size()];
        for (int i = 0; i < logProbs.length; i++) {
            logProbs[i] = scores[i][Arrays.binarySearch(candidates, response.ids()[i])];
        }
        return logProbs;
    }

    private static float[][] score(PolicyEngine engine, ScoringRequest request) {
        try {
            return engine.score(request).get().get(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyException("probe: was interrupted", e);
        } catch (ExecutionException e) {
            throw new PolicyException("probe: " + e.getCause(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
