package io.millrace.torch.sample;

import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.model.PolicyException;
import io.millrace.policy.ScoringRequest;
import io.millrace.policy.ScoringRequest.Text;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.Tensors;
import io.millrace.torch.TorchScriptProgram;
import io.millrace.torch.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes a request's scores: texts of similar length are computed together, each once whatever its number of scored
 * positions. The grouping is a function of the request alone.
 */
final class Scores {
    private final TorchScriptProgram program;
    private final int tokens;

    /** @param tokens maximum number of tokens of one call, padding included, unless one text alone has more */
    Scores(TorchScriptProgram program, int tokens) {
        this.program = program;
        this.tokens = tokens;
    }

    /** Log-probabilities in nats by text, position and candidate. */
    List<float[][]> of(ScoringRequest request, Weights weights) {
        float[][][] all = new float[request.texts().size()][][];
        for (List<Integer> chunk : chunks(request.texts())) {
            List<Text> texts = chunk.stream().map(request.texts()::get).toList();
            List<float[][]> scores = of(texts, request.candidates().ids(), weights);
            for (int i = 0; i < chunk.size(); i++) {
                all[chunk.get(i)] = scores.get(i);
            }
        }
        for (float[][] text : all) {
            check(request.queryId(), text);
        }
        return List.of(all);
    }

    private List<List<Integer>> chunks(List<Text> texts) {
        List<Integer> longestFirst = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(
                        (Integer i) -> -texts.get(i).tokens().size()))
                .toList();
        List<List<Integer>> chunks = new ArrayList<>();
        List<Integer> chunk = List.of();
        for (int i : longestFirst) {
            long longest =
                    chunk.isEmpty() ? 0 : texts.get(chunk.get(0)).tokens().size();
            if (chunk.isEmpty() || (chunk.size() + 1) * longest > tokens) {
                chunk = new ArrayList<>();
                chunks.add(chunk);
            }
            chunk.add(i);
        }
        return chunks;
    }

    /** Padded on the right, which causal attention never reads. */
    private List<float[][]> of(List<Text> texts, int[] candidates, Weights weights) {
        int longest = texts.get(0).tokens().size();
        long[] ids = new long[texts.size() * longest];
        List<Long> places = new ArrayList<>();
        for (int r = 0; r < texts.size(); r++) {
            int[] own = texts.get(r).tokens().ids();
            for (int t = 0; t < own.length; t++) {
                ids[r * longest + t] = own[t];
            }
            for (int place : texts.get(r).places()) {
                places.add((long) r * longest + place - 1);
            }
        }
        try (PtNDManager scope = EngineRuntime.newManager()) {
            float[] scores = Tensors.floats(program.run(
                            scope,
                            "score",
                            weights.arrays(),
                            Tensors.of(scope, ids, texts.size(), longest),
                            Tensors.of(
                                    scope,
                                    places.stream().mapToLong(Long::longValue).toArray()),
                            Tensors.of(
                                    scope,
                                    IntStream.of(candidates).asLongStream().toArray()))
                    .get(0));
            return cut(texts, candidates.length, scores);
        }
    }

    private static List<float[][]> cut(List<Text> texts, int candidates, float... scores) {
        List<float[][]> all = new ArrayList<>();
        int next = 0;
        for (Text text : texts) {
            float[][] own = new float[text.places().size()][candidates];
            for (float[] place : own) {
                System.arraycopy(scores, next, place, 0, candidates);
                next += candidates;
            }
            all.add(own);
        }
        return all;
    }

    private static void check(String queryId, float[]... scores) {
        for (float[] place : scores) {
            for (float score : place) {
                if (Float.isNaN(score)) {
                    throw new PolicyException(
                            "prompt %s: log-probabilities must be numbers, was NaN; the weights are broken"
                                    .formatted(queryId));
                }
            }
        }
    }
}
