package io.millrace.torch;

import ai.djl.pytorch.engine.PtNDArray;
import io.millrace.huggingface.ModelLayout;
import io.millrace.random.SplitMix;
import java.util.Arrays;

/**
 * Random initial weights. A value is a function of the seed, its tensor's name and its index, independent of the
 * layout.
 */
final class RandomInit {
    private static final int CHUNK = 1 << 18;

    private RandomInit() {}

    static void fill(PtNDArray array, ModelLayout.Part part, double std, long seed) {
        float[] values = new float[(int) Math.min(CHUNK, part.elements())];
        long key = SplitMix.mix(seed, part.name());
        for (long offset = 0; offset < part.elements(); offset += values.length) {
            int count = (int) Math.min(values.length, part.elements() - offset);
            if (part.name().endsWith(".bias")) {
                Arrays.fill(values, 0);
            } else if (part.name().endsWith("norm.weight")) {
                Arrays.fill(values, 1);
            } else {
                normal(values, count, key, offset, std);
            }
            Tensors.put(array, part.offset() + offset, values, count);
        }
    }

    /** The Box-Muller transform with Java's exactly specified functions. */
    private static void normal(float[] values, int count, long key, long offset, double std) {
        for (int i = 0; i < count; i += 2) {
            long hash = SplitMix.mix(key, offset + i);
            double u = ((hash >>> 11) + 1) * 0x1p-53;
            double angle = 2 * Math.PI * (SplitMix.mix(hash) >>> 11) * 0x1p-53;
            double radius = std * StrictMath.sqrt(-2 * StrictMath.log(u));
            values[i] = (float) (radius * StrictMath.cos(angle));
            if (i + 1 < count) {
                values[i + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
    }
}
