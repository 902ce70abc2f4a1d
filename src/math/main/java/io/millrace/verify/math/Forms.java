package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Constant;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Numeral;
import io.millrace.verify.math.latex.Expr.Quantity;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.latex.Expr.Text;
import io.millrace.verify.math.number.Rational;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rewrites that preserve an answer's meaning, so that fewer equivalent forms remain to be compared. */
final class Forms {
    private static final int MAX_VALUES = 64;

    private Forms() {}

    static Optional<Node> shaped(Expr expr, Shape shape) {
        return expr instanceof Node node && node.shape() == shape ? Optional.of(node) : Optional.empty();
    }

    static boolean has(Expr expr, Shape shape) {
        return expr instanceof Node node && node.shape() == shape;
    }

    /** Whether it consists of several values in no particular order. */
    static boolean several(Expr expr) {
        return has(expr, Shape.LISTING) || has(expr, Shape.SET);
    }

    /** Whether it consists of several conditions that are not all alternatives. */
    static boolean conditions(Expr expr) {
        return has(expr, Shape.CONJUNCTION) || has(expr, Shape.CONDITIONS);
    }

    /** A union of finite sets as one set; anything else stays as it is. */
    static Expr flat(Expr expr) {
        boolean sets = has(expr, Shape.UNION) && expr.parts().stream().allMatch(part -> has(part, Shape.SET));
        return sets
                ? new Node(
                        Shape.SET,
                        expr.parts().stream()
                                .flatMap(part -> part.parts().stream())
                                .toList())
                : expr;
    }

    /** {@code 1 \pm x} as two values; if a part has several such signs, all are upper or all are lower. */
    static Expr withoutSigns(Expr expr) {
        if (several(expr)) {
            List<Expr> items = new ArrayList<>();
            for (Expr part : expr.parts()) {
                items.addAll(variants(part));
            }
            Shape shape = has(expr, Shape.SET) ? Shape.SET : Shape.LISTING;
            return items.size() > MAX_VALUES ? expr : new Node(shape, items);
        }
        List<Expr> variants = variants(expr.map(part -> several(part) ? withoutSigns(part) : part));
        return variants.size() == 1 ? variants.get(0) : new Node(Shape.LISTING, variants);
    }

    private static List<Expr> variants(Expr expr) {
        return signed(expr) ? List.of(choose(expr, true), choose(expr, false)) : List.of(expr);
    }

    private static boolean signed(Expr expr) {
        return has(expr, Shape.PLUS_MINUS)
                || has(expr, Shape.MINUS_PLUS)
                || expr.parts().stream().anyMatch(Forms::signed);
    }

    private static Expr choose(Expr expr, boolean upper) {
        if (has(expr, Shape.PLUS_MINUS) || has(expr, Shape.MINUS_PLUS)) {
            Expr value = choose(expr.parts().get(0), upper);
            return has(expr, Shape.PLUS_MINUS) == upper ? value : new Node(Shape.NEGATIVE, value);
        }
        return expr.map(part -> choose(part, upper));
    }

    /** Normalizes the position of units and of signs outside of units. */
    static Expr value(Expr expr) {
        if (expr instanceof Quantity quantity) {
            return switch (quantity.unit()) {
                case "degree" -> new Node(Shape.DEGREES, quantity.value());
                case "percent" -> new Node(Shape.PERCENT, quantity.value());
                default -> expr;
            };
        }
        if (expr == Constant.REALS) {
            return new Node(Shape.OPEN_OPEN, new Node(Shape.NEGATIVE, Constant.INFINITY), Constant.INFINITY);
        }
        Optional<Node> negative = shaped(expr, Shape.NEGATIVE);
        return negative.isPresent() ? negated(expr, negative.get().parts().get(0)) : expr;
    }

    private static Expr negated(Expr whole, Expr inner) {
        if (has(inner, Shape.DEGREES) || has(inner, Shape.PERCENT)) {
            return inner.map(part -> new Node(Shape.NEGATIVE, part));
        }
        if (inner instanceof Numeral numeral) {
            return new Numeral("-" + numeral.digits(), numeral.base());
        }
        return inner instanceof Quantity quantity
                ? new Quantity(new Node(Shape.NEGATIVE, quantity.value()), quantity.unit())
                : whole;
    }

    /** A value without its unit. */
    static Expr plain(Expr expr) {
        return expr instanceof Quantity quantity ? quantity.value() : expr;
    }

    /** Unknown letters and functions. */
    static Set<String> names(Expr expr) {
        Set<String> names = new LinkedHashSet<>();
        collect(expr, names);
        return names;
    }

    private static void collect(Expr expr, Set<String> names) {
        if (expr instanceof Symbol symbol) {
            names.add(symbol.name());
        } else if (expr instanceof Call call && !call.known()) {
            names.add(call.function());
        }
        expr.parts().forEach(part -> collect(part, names));
    }

    /** Whether it can be assigned a value: a letter, words, {@code f(x)}, or a tuple of letters. */
    static boolean label(Expr expr) {
        if (expr instanceof Symbol || expr instanceof Text) {
            return true;
        }
        boolean tuple = has(expr, Shape.OPEN_OPEN) || expr instanceof Call call && !call.known();
        return tuple && expr.parts().stream().allMatch(Symbol.class::isInstance);
    }

    /**
     * Whether it names a quantity, rather than an expression to be solved: a label, a length, a ratio or fraction of
     * names.
     */
    static boolean name(Expr expr) {
        if (label(expr) || expr instanceof Call call && !call.known()) {
            return true;
        }
        if (expr instanceof Call call && call.function().equals("abs")) {
            return name(call.parts().get(0)) && capitals(call);
        }
        if (expr instanceof Call call) {
            return call.parts().stream().allMatch(part -> part instanceof Symbol && name(part)) && capitals(call);
        }
        if (has(expr, Shape.QUOTIENT) || has(expr, Shape.RATIO)) {
            return expr.parts().stream().allMatch(Forms::name);
        }
        return has(expr, Shape.PRODUCT)
                && capitals(expr)
                && expr.parts().stream().allMatch(Symbol.class::isInstance);
    }

    /** Whether its letters are typical of points, angles, vectors and lengths. */
    private static boolean capitals(Expr expr) {
        return names(expr).stream().allMatch(name -> Character.isUpperCase(name.charAt(0)) || name.indexOf(' ') > 0);
    }

    /** A number in hundredths. */
    static Expr inHundredths(Expr number) {
        return new Node(Shape.PRODUCT, number, new Num(Rational.of(100)));
    }

    /** An angle in radians converted to degrees. */
    static Expr inDegrees(Expr radians) {
        return new Node(Shape.QUOTIENT, new Node(Shape.PRODUCT, radians, new Num(Rational.of(180))), Constant.PI);
    }

    /** Whether a number in it is rounded by its notation: with a decimal point, or a power of ten as a factor. */
    static boolean measured(Expr expr) {
        boolean rounded = expr instanceof Num number && number.rounded();
        boolean scaled = has(expr, Shape.PRODUCT) && expr.parts().stream().anyMatch(Forms::powerOfTen);
        return rounded || scaled || expr.parts().stream().anyMatch(Forms::measured);
    }

    private static boolean powerOfTen(Expr expr) {
        return has(expr, Shape.POWER)
                && expr.parts().get(0) instanceof Num base
                && base.value().equals(Rational.of(10));
    }

    /** Negative for minus infinity, positive for infinity, otherwise 0. */
    static int infinity(Expr expr) {
        if (expr == Constant.INFINITY) {
            return 1;
        }
        return shaped(expr, Shape.NEGATIVE)
                        .filter(node -> node.parts().get(0) == Constant.INFINITY)
                        .isPresent()
                ? -1
                : 0;
    }
}
