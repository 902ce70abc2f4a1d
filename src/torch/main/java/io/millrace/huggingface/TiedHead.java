package io.millrace.huggingface;

import io.millrace.model.PolicyException;
import java.nio.file.Path;

/**
 * Checks the output projection of a model that ties it to the embeddings. Some folders contain it anyway; this is
 * correct if it equals the embedding matrix. A different one would be ignored, and the model would not be the one that
 * was trained.
 */
final class TiedHead {
    static final String HEAD = "lm_head.weight";
    private static final long PRIME = 0x100000001b3L;

    private TiedHead() {}

    /** @throws PolicyException if the head differs from the embeddings */
    static void check(Path folder, Safetensors headFile, Safetensors embeddingFile, String embeddings) {
        TensorEntry head = headFile.entry(HEAD);
        TensorEntry embedding = embeddingFile.entry(embeddings);
        if (!head.shape().equals(embedding.shape())
                || fingerprint(headFile, head) != fingerprint(embeddingFile, embedding)) {
            throw new PolicyException(
                    "%s: tensor %s must equal %s because tie_word_embeddings is true in config.json, has different values; set tie_word_embeddings to false to use it, or remove the tensor"
                            .formatted(folder, HEAD, embeddings));
        }
    }

    /** Fingerprint of the values as float32, independent of the stored type; 0 and -0 are equal. */
    private static long fingerprint(Safetensors file, TensorEntry entry) {
        long[] hash = {0xcbf29ce484222325L};
        file.read(entry, (values, count, offset) -> {
            long now = hash[0];
            for (int i = 0; i < count; i++) {
                now = (now ^ Float.floatToIntBits(values[i] + 0f)) * PRIME;
            }
            hash[0] = now;
        });
        return hash[0];
    }
}
