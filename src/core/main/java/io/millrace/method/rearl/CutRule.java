package io.millrace.method.rearl;

import io.millrace.check.Require;

/**
 * Rules by which REA-RL cuts a thinking part (arXiv:2505.19862).
 *
 * <pre>
 *   n paragraphs, p_j the probability that the result has been reached in paragraph j, from 0
 *   last   = n - 1 - min(floor((n + 10) 0.05), 5)
 *   normal = the first j with j >= n/2 and p_j >= 0.5; else last
 *   strong = of the j before normal's rule is first met, that of the highest p_j >= 0.25, the earlier of equal ones;
 *            else normal
 *   weak   = the first j of the second run of p_j >= 0.5 within j >= n/2; else the last j of the first run; else last
 *   kept   = paragraphs 0..min(position, last)
 * </pre>
 *
 * <p>Range 0..last. If no j meets normal's rule, strong considers all paragraphs.
 */
public enum CutRule {
    /** The rule that the paper trains with. */
    NORMAL,
    /** Cuts earliest of the three. */
    STRONG,
    /** Cuts latest of the three. */
    WEAK;

    private static final double REACHED = 0.5;
    private static final double MAYBE = 0.25;

    /**
     * The last paragraph to keep.
     *
     * @param reached p by paragraph, in [0, 1], at least one
     * @return in 0..n-1
     */
    public int position(double... reached) {
        Require.that(reached.length > 0, "cut: must have at least one paragraph, had none");
        int met = firstRun(reached, half(reached.length));
        int last = last(reached.length);
        int normal = met < 0 ? last : met;
        return Math.min(
                last,
                switch (this) {
                    case NORMAL -> normal;
                    case STRONG -> strong(reached, met, normal);
                    case WEAK -> weak(reached, met, last);
                });
    }

    /** The last paragraph that may be kept. */
    static int last(int paragraphs) {
        return paragraphs - 1 - Math.min((paragraphs + 10) / 20, 5);
    }

    private static int half(int paragraphs) {
        return (paragraphs + 1) / 2;
    }

    private static int strong(double[] reached, int met, int normal) {
        int best = -1;
        for (int j = 0; j < (met < 0 ? reached.length : met); j++) {
            if (reached[j] >= MAYBE && (best < 0 || reached[j] > reached[best])) {
                best = j;
            }
        }
        return best < 0 ? normal : best;
    }

    private static int weak(double[] reached, int met, int last) {
        if (met < 0) {
            return last;
        }
        int end = met;
        while (end < reached.length && reached[end] >= REACHED) {
            end++;
        }
        int second = firstRun(reached, end);
        return second < 0 ? end - 1 : second;
    }

    private static int firstRun(double[] reached, int from) {
        for (int j = from; j < reached.length; j++) {
            if (reached[j] >= REACHED) {
                return j;
            }
        }
        return -1;
    }
}
