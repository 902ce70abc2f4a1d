package io.millrace.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.Response;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The expected log-probabilities and entropies of a response, from the eager model's logits, in double precision. */
public final class TeacherForcing {
    private TeacherForcing() {}

    public static void assertAgrees(Response response, SamplingRequest request, EagerLlama eager) {
        int[] prompt = request.prompt().ids();
        int[] all = IntStream.concat(
                        Arrays.stream(prompt), Arrays.stream(response.tokens().ids()))
                .toArray();
        float[][] logits = eager.logits(all);
        boolean[] sampledTokens = response.roles().sampled(response.size());
        for (int t = 0; t < response.size(); t++) {
            if (!sampledTokens[t]) {
                continue; // An observation.
            }
            float[] at = logits[prompt.length - 1 + t];
            int token = response.tokens().ids()[t];
            double[] sampled = distribution(at, request.sampling());
            assertThat((double) response.logProbs().values()[t])
                    .as("log-prob of token %d", t)
                    .isCloseTo(Math.log(sampled[token]), within(1e-4));
            assertThat((double) response.entropies().values()[t])
                    .as("entropy of token %d", t)
                    .isCloseTo(entropy(softmax(at, 1)), within(1e-4));
        }
    }

    /** The distribution that a token is drawn from; for a greedy draw without filter the model's distribution. */
    public static double[] distribution(float[] logits, Sampling sampling) {
        double[] p = softmax(logits, sampling.temperature() == 0 ? 1 : sampling.temperature());
        Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(p[b], p[a]));
        int k = sampling.topK() == 0 ? p.length : Math.min(p.length, sampling.topK());
        double kept = Arrays.stream(order).limit(k).mapToDouble(i -> p[i]).sum();
        double[] q = new double[p.length];
        double sum = 0;
        for (int r = 0; r < k && (r == 0 || sum < sampling.topP() * kept); r++) {
            q[order[r]] = p[order[r]];
            sum += p[order[r]];
        }
        double total = sum;
        return Arrays.stream(q).map(x -> x / total).toArray();
    }

    public static double[] softmax(float[] logits, double temperature) {
        double max = IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i])
                .max()
                .orElseThrow();
        double[] e = IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp((logits[i] - max) / temperature))
                .toArray();
        double sum = Arrays.stream(e).sum();
        return Arrays.stream(e).map(x -> x / sum).toArray();
    }

    private static double entropy(double[] p) {
        return -Arrays.stream(p).filter(x -> x > 0).map(x -> x * Math.log(x)).sum();
    }
}
