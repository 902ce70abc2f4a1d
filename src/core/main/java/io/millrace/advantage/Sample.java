package io.millrace.advantage;

/** Mean and spread of a sample, exact for a constant one. */
final class Sample {
    private Sample() {}

    /**
     * Deviations from the mean; all exactly 0 if the values are equal.
     *
     * <p>The mean is computed from differences to the first value: summing the values directly leaves rounding errors, which
     * division by a tiny standard deviation would inflate.
     */
    static double[] centred(double... values) {
        double[] deviations = new double[values.length];
        if (values.length == 0) {
            return deviations;
        }
        double sum = 0;
        for (double value : values) {
            sum += value - values[0];
        }
        double mean = sum / values.length;
        for (int i = 0; i < values.length; i++) {
            deviations[i] = values[i] - values[0] - mean;
        }
        return deviations;
    }

    /** Unbiased variance of centred values, at least two. */
    static double variance(double... deviations) {
        double sum = 0;
        for (double deviation : deviations) {
            sum += deviation * deviation;
        }
        return sum / (deviations.length - 1);
    }
}
