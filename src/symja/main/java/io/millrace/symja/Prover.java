package io.millrace.symja;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hipparchus.complex.Complex;
import org.matheclipse.core.basic.Config;
import org.matheclipse.core.eval.ExprEvaluator;
import org.matheclipse.core.expression.F;
import org.matheclipse.core.interfaces.IExpr;

/**
 * Proves that two values are equal: that their difference, or for numbers the difference of their squares, simplifies
 * to exactly 0.
 *
 * <p>Symja knows identities that do not hold everywhere (in 3.0.0, arctan x + arctan 1/x = pi/2, also below 0).
 * Therefore a proof about variables is checked at a few points. It is rejected if the values differ at one of them, or
 * if there are fewer than two positive or fewer than two negative points at which both are numbers. Known functions
 * replace unknown ones there.
 */
final class Prover {
    private static final Pattern LETTER = Pattern.compile("\\bv\\d+\\b");
    private static final double APART = 1e-6;
    /** Values of variables: small and of both signs; each variable has a different one. */
    private static final String[] POINTS = {"(3/7)", "(-5/3)", "(-2/9)", "(17/6)", "(-13/4)", "(6/5)"};
    /** Points of each sign of the first variable at which both values must be numbers. */
    private static final int ENOUGH = 2;

    private static final Pattern FUNCTION = Pattern.compile("\\bf(\\d+)\\[");
    /** Replaces an unknown function at points: smooth, neither even nor odd nor symmetric, different for each name. */
    private static final String BODY = "(Cos[$1+{##}.Range[Length[{##}]]]+{##}.{##}/($1+2)&)[";

    private static final String[] WAYS = {"%s", "Expand[%s]", "Expand[TrigExpand[%s]]", "FullSimplify[%s]"};

    private static final int BITS = 200_000;
    private static final int TERMS = 20_000;
    private static final int DEGREE = 200;
    /** Limit on iterations, for instance of a factorial: 16,000! has 200,000 bits. */
    private static final int ITERATIONS = 16_000;

    private static final short MIN_HISTORY = 1;

    private final Duration patience;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "alarm");
        thread.setDaemon(true);
        return thread;
    });

    /** @param patience time after which Symja is interrupted; it stops when it next checks */
    Prover(Duration patience) {
        this.patience = patience;
        Config.FILESYSTEM_ENABLED = false;
        Config.JAS_NO_THREADS = true;
        Config.DEFAULT_ITERATION_LIMIT = ITERATIONS;
        Config.MAX_BIT_LENGTH = BITS;
        Config.MAX_AST_SIZE = TERMS;
        Config.MAX_POLYNOMIAL_DEGREE = DEGREE;
        F.initSymbols();
    }

    /** Makes Symja load everything that a proof needs. */
    void warmUp() {
        proves("Sqrt[(7)+(4)*Sqrt[(3)]]", "((2)+Sqrt[(3)])");
        proves("Tan[(v1/(2))]", "(Sin[v1]/((1)+Cos[v1]))");
        proves("(Log[v1]/Log[v2])", "Cosh[v1]");
    }

    /**
     * Whether two values are equal for all values of their variables, except isolated ones.
     *
     * @param left in Symja's syntax, with variables v0, v1, ...
     * @param right in Symja's syntax, with the same variables
     */
    boolean proves(String left, String right) {
        // No state is kept between questions.
        ExprEvaluator symja = new ExprEvaluator(false, MIN_HISTORY);
        ScheduledFuture<?> stop =
                alarm.schedule(() -> symja.getEvalEngine().stopRequest(), patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            List<String> letters = letters(left + right);
            boolean zero = simplified(symja, "(" + left + ")-(" + right + ")", stop)
                    || !stop.isDone() && letters.isEmpty() && sameSquare(symja, left, right);
            return zero && !stop.isDone() && nowhereApart(symja, left, right, letters);
        } finally {
            stop.cancel(false);
        }
    }

    /** Whether one of several simplifications yields 0, the fastest first. */
    private static boolean simplified(ExprEvaluator symja, String difference, Future<?> stop) {
        for (String way : WAYS) {
            if (stop.isDone()) {
                return false;
            }
            if (zero(symja, way.formatted(difference))) {
                return true;
            }
        }
        return false;
    }

    private static boolean zero(ExprEvaluator symja, String value) {
        return symja.eval(value).isZero();
    }

    /** Whether two numbers have the same square and are closer to each other than to each other's negative. */
    private static boolean sameSquare(ExprEvaluator symja, String left, String right) {
        if (!zero(symja, "Expand[(" + left + ")^2-(" + right + ")^2]")) {
            return false;
        }
        Complex difference = symja.evalComplex("N[(" + left + ")-(" + right + ")]");
        Complex sum = symja.evalComplex("N[(" + left + ")+(" + right + ")]");
        return difference.norm() < sum.norm() / 2;
    }

    /** Whether both are numbers at enough points, and equal at each of them. */
    private static boolean nowhereApart(ExprEvaluator symja, String left, String right, List<String> letters) {
        int above = 0;
        int below = 0;
        for (int point = 0; point < POINTS.length && !letters.isEmpty(); point++) {
            IExpr first = symja.eval("N[" + at(point, left, letters) + "]");
            IExpr second = symja.eval("N[" + at(point, right, letters) + "]");
            if (first.isNumber() && second.isNumber()) {
                if (apart(first.evalfc(), second.evalfc())) {
                    return false;
                }
                boolean negative = POINTS[point].startsWith("(-");
                below += negative ? 1 : 0;
                above += negative ? 0 : 1;
            }
        }
        return letters.isEmpty() || above >= ENOUGH && below >= ENOUGH;
    }

    private static boolean apart(Complex first, Complex second) {
        return !(first.subtract(second).norm() <= APART * (1 + first.norm() + second.norm()));
    }

    private static String at(int point, String value, List<String> letters) {
        String there = FUNCTION.matcher(value).replaceAll(BODY);
        for (int i = 0; i < letters.size(); i++) {
            there = there.replaceAll("\\b" + letters.get(i) + "\\b", POINTS[(point + i) % POINTS.length]);
        }
        return there;
    }

    private static List<String> letters(String value) {
        TreeSet<String> letters = new TreeSet<>();
        Matcher matcher = LETTER.matcher(value);
        while (matcher.find()) {
            letters.add(matcher.group());
        }
        return new ArrayList<>(letters);
    }
}
