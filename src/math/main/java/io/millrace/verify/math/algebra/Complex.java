package io.millrace.verify.math.algebra;

/**
 * A complex number in doubles.
 *
 * @param re real part
 * @param im imaginary part
 */
record Complex(double re, double im) {
    static final Complex ONE = new Complex(1, 0);
    static final Complex NONE = new Complex(Double.NaN, 0);

    private static final double PLANE = 1e-12;

    static Complex real(double value) {
        return new Complex(value, 0);
    }

    boolean finite() {
        return Double.isFinite(re) && Double.isFinite(im);
    }

    /** Whether its imaginary part is only rounding error. */
    boolean onLine() {
        return Math.abs(im) <= PLANE * (1 + Math.abs(re));
    }

    double abs() {
        return Math.hypot(re, im);
    }

    Complex plus(Complex other) {
        return new Complex(re + other.re, im + other.im);
    }

    Complex times(Complex other) {
        return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    Complex times(double factor) {
        return new Complex(re * factor, im * factor);
    }

    Complex inverse() {
        double square = re * re + im * im;
        return square == 0 ? NONE : new Complex(re / square, -im / square);
    }

    Complex exp() {
        double length = Math.exp(re);
        return im == 0 ? real(length) : new Complex(length * Math.cos(im), length * Math.sin(im));
    }

    /** The principal natural logarithm; undefined for 0. */
    Complex log() {
        double length = abs();
        return length == 0 ? NONE : new Complex(Math.log(length), Math.atan2(im, re));
    }

    /** A principal power. */
    Complex power(double exponent) {
        if (exponent == Math.rint(exponent) && Math.abs(exponent) <= 64) {
            return whole((int) exponent);
        }
        if (re == 0 && im == 0) {
            return exponent > 0 ? this : NONE;
        }
        return re > 0 && im == 0
                ? real(Math.pow(re, exponent))
                : log().times(exponent).exp();
    }

    private Complex whole(int exponent) {
        Complex result = ONE;
        for (int i = 0; i < Math.abs(exponent); i++) {
            result = result.times(this);
        }
        return exponent < 0 ? result.inverse() : result;
    }

    Complex sin() {
        return im == 0 ? real(Math.sin(re)) : new Complex(Math.sin(re) * Math.cosh(im), Math.cos(re) * Math.sinh(im));
    }

    Complex cos() {
        return im == 0 ? real(Math.cos(re)) : new Complex(Math.cos(re) * Math.cosh(im), -Math.sin(re) * Math.sinh(im));
    }
}
