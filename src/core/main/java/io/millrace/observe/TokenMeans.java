package io.millrace.observe;

/** Means over the tokens of responses. They are computed for every token, so they are made to be fast. */
final class TokenMeans {
    private TokenMeans() {}

    /**
     * The mean in double precision; NaN if there are no values. Sums eight values at a time: a single sum would wait for the
     * addition before it.
     */
    static double mean(float... values) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        int i = 0;
        for (; i + 7 < values.length; i += 8) {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
            sum4 += values[i + 4];
            sum5 += values[i + 5];
            sum6 += values[i + 6];
            sum7 += values[i + 7];
        }
        for (; i < values.length; i++) {
            sum0 += values[i];
        }
        return (sum0 + sum1 + (sum2 + sum3) + (sum4 + sum5 + (sum6 + sum7))) / values.length;
    }
}
