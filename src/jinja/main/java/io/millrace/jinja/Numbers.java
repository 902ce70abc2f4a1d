package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.math.BigDecimal;

/** Numbers as in Python: integers, floats, and booleans as one and zero. */
final class Numbers {
    private Numbers() {}

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    static long whole(Object value, String what) {
        check(isWhole(value), "%s must be a whole number, was %s", what, TemplateValues.name(value));
        return value instanceof Boolean truth ? (truth ? 1 : 0) : (Long) value;
    }

    static double fraction(Object value, String what) {
        check(isNumber(value), "%s must be a number, was %s", what, TemplateValues.name(value));
        return value instanceof Double number ? number : whole(value, what);
    }

    static int compare(Object left, Object right) {
        if (isWhole(left) && isWhole(right)) {
            return Long.compare(whole(left, ""), whole(right, ""));
        }
        return Double.compare(fraction(left, ""), fraction(right, ""));
    }

    static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(number);
        if (size == 0 || size >= 1e-4 && size < 1e16) {
            String plain = new BigDecimal(Double.toString(number)).toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String[] parts = Double.toString(number).split("E");
        int exponent = Integer.parseInt(parts[1]);
        String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
        return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
