package io.millrace.random;

/**
 * SplitMix64 (Steele, Lea, Flood 2014; constants of Stafford's variant 13) as a hash: neighbouring keys give unrelated values,
 * which are the same on every machine and Java version.
 */
public final class SplitMix {
    /** The golden ratio's fraction in 64 bits, odd: steps through all 2^64 states. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private SplitMix() {}

    /** Mixes a key: a bijection in which each bit of the key changes each bit of the result with probability 1/2. */
    public static long mix(long key) {
        long z = key + STEP;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Joins one more part to a key; the order of parts matters. */
    public static long mix(long key, long part) {
        return mix(mix(key) ^ mix(part + STEP) * 3);
    }

    /** Mixes a text, all its characters and its length. */
    public static long mix(long key, String text) {
        long hash = mix(key, text.length());
        for (int i = 0; i < text.length(); i += 4) {
            long four = 0;
            for (int c = i; c < Math.min(text.length(), i + 4); c++) {
                four = four << 16 | text.charAt(c);
            }
            hash = mix(hash, four);
        }
        return hash;
    }

    /** A number in [0, 1) from the 24 highest bits of a hash: all of them are exact in float32. */
    public static float uniform(long hash) {
        return (hash >>> 40) * 0x1p-24f;
    }
}
