package io.millrace.torch;

import io.millrace.huggingface.ModelLayout;
import java.util.List;
import java.util.Random;

/** Fills biases and norm weights with random values: the defaults of 0 and 1 would hide a missing bias or norm weight. */
public final class RandomBiases {
    private RandomBiases() {}

    public static void fill(Weights weights, long seed) {
        Random random = new Random(seed);
        List<ModelLayout.Parameter> parameters = weights.layout().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).shape().size() == 1) {
                float[] values = new float[(int) parameters.get(i).elements()];
                for (int v = 0; v < values.length; v++) {
                    values[v] = (float) (0.5 + random.nextGaussian() / 2);
                }
                Tensors.put(weights.arrays()[i], 0, values, values.length);
            }
        }
    }
}
