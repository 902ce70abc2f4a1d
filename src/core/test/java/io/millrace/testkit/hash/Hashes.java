package io.millrace.testkit.hash;

/** Mixes numbers into one hash. */
final class Hashes {
    private Hashes() {}

    static long mix(long... values) {
        long hash = 0x243F6A8885A308D3L;
        for (long value : values) {
            long z = hash ^ value + 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            hash = z ^ z >>> 31;
        }
        return hash;
    }

    static long of(String text) {
        long hash = 7;
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash, text.charAt(i));
        }
        return hash;
    }
}
