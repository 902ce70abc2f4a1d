package io.millrace.verify.math.algebra;

import java.util.List;

/** Evaluates functions at points. Undefined values are {@link Complex#NONE}. */
final class Functions {
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };
    private static final double NEAR = 1e-7;

    private final Point point;

    Functions(Point point) {
        this.point = point;
    }

    Complex of(Atom.Value value, List<Complex> arguments) {
        Complex x = arguments.get(0);
        if (!arguments.stream().allMatch(Complex::finite)) {
            return Complex.NONE;
        }
        return switch (value.function()) {
            case "ln" -> x.log();
            case "sin" -> x.sin();
            case "cos" -> x.cos();
            case "abs" -> Complex.real(x.abs());
            case "power" -> power(x, arguments.get(1));
            default ->
                value.function().startsWith("$") ? unknown(value.function(), arguments) : real(value.function(), x);
        };
    }

    private static Complex power(Complex base, Complex exponent) {
        return exponent.im() == 0
                ? base.power(exponent.re())
                : base.log().times(exponent).exp();
    }

    /** Functions that are evaluated only on the real line. */
    private static Complex real(String function, Complex argument) {
        if (!argument.onLine()) {
            return Complex.NONE;
        }
        double x = argument.re();
        return Complex.real(
                switch (function) {
                    case "arcsin" -> Math.asin(x);
                    case "arccos" -> Math.acos(x);
                    case "arctan" -> Math.atan(x);
                    case "sinh" -> Math.sinh(x);
                    case "cosh" -> Math.cosh(x);
                    case "tanh" -> Math.tanh(x);
                    case "floor" -> floor(x);
                    case "factorial" -> factorial(x);
                    default -> Double.NaN;
                });
    }

    /** At a step the result depends on rounding, unless the argument is an integer by construction. */
    private static double floor(double x) {
        boolean near = Math.abs(x - Math.rint(x)) < NEAR;
        return near ? (x == Math.rint(x) ? x : Double.NaN) : Math.floor(x);
    }

    private static double factorial(double x) {
        if (x < 0.5) {
            double sine = Math.sin(Math.PI * (x + 1));
            return Math.abs(sine) < NEAR && x < 0 ? Double.NaN : x < -0.5 ? Math.PI / (sine * gamma(-x)) : gamma(x + 1);
        }
        return gamma(x + 1);
    }

    private static double gamma(double z) {
        double x = z - 1;
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + i);
        }
        double t = x + 7.5;
        return Math.sqrt(2 * Math.PI) * Math.pow(t, x + 0.5) * Math.exp(-t) * sum;
    }

    /** An unknown function: a smooth function derived from its name. */
    private Complex unknown(String function, List<Complex> arguments) {
        Complex sum = Complex.real(point.number(function));
        double factor = 1;
        for (Complex argument : arguments) {
            factor += point.number(function + factor);
            sum = sum.plus(argument.times(factor)).plus(argument.times(argument).times(factor / 3));
        }
        return sum.plus(sum.sin());
    }
}
