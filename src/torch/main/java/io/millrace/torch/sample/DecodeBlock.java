package io.millrace.torch.sample;

import io.millrace.policy.Sampling;
import java.util.List;

/**
 * The arguments of one call of the sampler's decode method: the state and sampling parameters of each row.
 *
 * @param rows integers [{@code 6 + stops}, B]: last token, position, first column, top-k, filtered, greedy, stop tokens
 *     or -1
 * @param reals [{@code 2 + steps}, B]: temperature, top-p, noise of each step
 * @param first lowest first column
 * @param padded whether some row begins after the first column
 * @param scaled whether some row has a temperature other than 1
 * @param filtered whether some row has top-k or top-p
 * @param greedy whether some row is greedy
 */
record DecodeBlock(
        long[] rows, float[] reals, int first, boolean padded, boolean scaled, boolean filtered, boolean greedy) {
    private static final int FIXED = 6;

    static DecodeBlock of(List<Sequence> sequences, int steps, int vocabulary) {
        int stops = sequences.stream()
                .mapToInt(s -> s.sampling().stopIds().size())
                .max()
                .orElse(0);
        int first = sequences.stream().mapToInt(Sequence::start).min().orElse(0);
        int b = sequences.size();
        long[] rows = new long[(FIXED + Math.max(1, stops)) * b];
        float[] reals = new float[(2 + steps) * b];
        for (int r = 0; r < b; r++) {
            fillRow(sequences.get(r), r, b, rows, vocabulary);
            fillReals(sequences.get(r), r, b, reals, steps);
        }
        return new DecodeBlock(
                rows,
                reals,
                first,
                sequences.stream().anyMatch(s -> s.start() > first),
                sequences.stream().anyMatch(s -> temperature(s.sampling()) != 1),
                sequences.stream().anyMatch(s -> filters(s.sampling())),
                sequences.stream().anyMatch(s -> greedy(s.sampling())));
    }

    /** Number of rows of {@link #rows}. */
    int integers(int sequences) {
        return rows.length / sequences;
    }

    private static void fillRow(Sequence sequence, int r, int b, long[] rows, int vocabulary) {
        Sampling sampling = sequence.sampling();
        rows[r] = sequence.lastToken();
        rows[b + r] = sequence.position();
        rows[2 * b + r] = sequence.start();
        rows[3 * b + r] = topK(sampling, vocabulary);
        rows[4 * b + r] = filters(sampling) ? 1 : 0;
        rows[5 * b + r] = greedy(sampling) ? 1 : 0;
        List<Integer> stops = sampling.stopIds();
        for (int s = FIXED; s < rows.length / b; s++) {
            rows[s * b + r] = s - FIXED < stops.size() ? stops.get(s - FIXED) : -1;
        }
    }

    private static void fillReals(Sequence sequence, int r, int b, float[] reals, int steps) {
        reals[r] = (float) temperature(sequence.sampling());
        reals[b + r] = (float) sequence.sampling().topP();
        for (int s = 0; s < steps; s++) {
            reals[(2 + s) * b + r] = sequence.noise.at(sequence.length() + s);
        }
    }

    private static boolean greedy(Sampling sampling) {
        return sampling.temperature() == 0;
    }

    private static boolean filters(Sampling sampling) {
        return sampling.topP() < 1 || sampling.topK() > 0;
    }

    /** Greedy rows report the model's unscaled log-probabilities. */
    private static double temperature(Sampling sampling) {
        return greedy(sampling) ? 1 : sampling.temperature();
    }

    /** A greedy row with a filter draws from a single token. */
    private static int topK(Sampling sampling, int vocabulary) {
        if (greedy(sampling)) {
            return 1;
        }
        return sampling.topK() == 0 ? vocabulary : Math.min(sampling.topK(), vocabulary);
    }
}
