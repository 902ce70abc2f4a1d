package io.millrace.server;

import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.random.SplitMix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** A model whose logits depend on the weights and the token alone, so that a test knows every log-probability. */
final class ToyModel {
    static final int VOCABULARY = 300;

    private ToyModel() {}

    /** Writes a version whose weights are a number. */
    static PolicyVersion version(Path root, long number, long step, long weights) {
        try {
            Path folder = Files.createDirectories(root.resolve("v" + number));
            Files.writeString(folder.resolve("weights"), Long.toString(weights));
            return new PolicyVersion(number, step, folder, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long weights(Path folder) {
        try {
            return Long.parseLong(Files.readString(folder.resolve("weights")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** log_softmax(z / T) of a token. */
    static double logProb(long weights, int id, double temperature) {
        return logProbs(weights, temperature)[id];
    }

    private static double[] logProbs(long weights, double temperature) {
        double[] scores = IntStream.range(0, VOCABULARY)
                .mapToDouble(i -> logit(weights, i) / temperature)
                .toArray();
        double norm = Math.log(Arrays.stream(scores).map(Math::exp).sum());
        return Arrays.stream(scores).map(score -> score - norm).toArray();
    }

    private static double logit(long weights, int id) {
        return 6 * SplitMix.uniform(SplitMix.mix(SplitMix.mix(weights), id));
    }

    /** The tokens that a seed draws at temperature 1. */
    static TokenIds sample(long weights, long seed, int length) {
        double[] logProbs = logProbs(weights, 1);
        int[] ids = new int[length];
        for (int i = 0; i < length; i++) {
            double left = SplitMix.uniform(SplitMix.mix(SplitMix.mix(seed), i));
            int id = 0;
            while (id < VOCABULARY - 1 && left >= Math.exp(logProbs[id])) {
                left -= Math.exp(logProbs[id]);
                id++;
            }
            ids[i] = id;
        }
        return new TokenIds(ids);
    }

    static Reference reference() {
        return (version, prompt, response) -> {
            float[] own = new float[response.size()];
            for (int i = 0; i < own.length; i++) {
                own[i] = (float) logProb(weights(version.path()), response.ids()[i], 1);
            }
            return own;
        };
    }
}
