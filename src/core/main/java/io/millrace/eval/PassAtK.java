package io.millrace.eval;

import io.millrace.check.Require;

/**
 * The unbiased estimator of pass@k (arXiv:2107.03374): the probability that k responses drawn without replacement from n, of which
 * c are correct, contain a correct one.
 *
 * <pre>
 *   pass@k = 1 - C(n-c, k) / C(n, k) = 1 - prod_{i = n-c+1..n} (1 - k/i)
 * </pre>
 *
 * <p>Range [0, 1].
 */
final class PassAtK {
    private PassAtK() {}

    static double of(int n, int c, int k) {
        Require.that(
                k >= 1 && k <= n && c >= 0 && c <= n,
                "pass@k: must have 0 <= c <= n and 1 <= k <= n, was n=%d c=%d k=%d",
                n,
                c,
                k);
        if (n - c < k) {
            return 1;
        }
        double none = 1;
        for (int i = n - c + 1; i <= n; i++) {
            none *= 1 - (double) k / i;
        }
        return 1 - none;
    }
}
