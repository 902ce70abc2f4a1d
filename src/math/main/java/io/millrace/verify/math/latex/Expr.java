package io.millrace.verify.math.latex;

import io.millrace.verify.math.number.Rational;
import java.util.List;
import java.util.function.UnaryOperator;

/** The content of an answer: a value, or a structure of values. Immutable; its depth is limited by the parser. */
public sealed interface Expr {
    /**
     * A copy with replaced parts.
     *
     * @param part returns the replacement of a part
     */
    default Expr map(UnaryOperator<Expr> part) {
        return this;
    }

    /** Its parts, in order. */
    default List<Expr> parts() {
        return List.of();
    }

    /**
     * A number.
     *
     * @param rounded whether it was written with a decimal point
     */
    record Num(Rational value, boolean rounded) implements Expr {
        public Num(Rational value) {
            this(value, false);
        }
    }

    /** Named numbers, and infinity. */
    enum Constant implements Expr {
        PI,
        E,
        I,
        INFINITY,
        /** All real numbers. */
        REALS
    }

    /** A letter, possibly with accents and a subscript. */
    record Symbol(String name) implements Expr {}

    /**
     * Words.
     *
     * @param words in lower case, without punctuation, one space between two
     */
    record Text(String words) implements Expr {}

    /** Shapes of expressions whose parts are a list. */
    enum Shape {
        SUM,
        PRODUCT,
        NEGATIVE,
        QUOTIENT,
        POWER,
        /** Radicand and index. */
        ROOT,
        /** The same value twice, once with each sign; inside a sum. */
        PLUS_MINUS,
        MINUS_PLUS,
        DEGREES,
        PERCENT,
        /** {@code 3:5}, which may also be a time. */
        RATIO,
        /** {@code 3:05}, which is not a ratio. */
        TIME,
        /** Several values of one answer, in any order; or alternative conditions. */
        LISTING,
        /** Conditions that must all hold. */
        CONJUNCTION,
        /** Conditions separated only by commas, so that all or any may be meant. */
        CONDITIONS,
        SET,
        UNION,
        INTERSECTION,
        /** The first set without the others. */
        DIFFERENCE,
        /** A letter and the condition on it: the set of its values. */
        BUILDER,
        /** A residue and its modulus. */
        CONGRUENCE,
        /** Rows, each a {@link #ROW} of a value and its condition. */
        CASES,
        /** A tuple or an interval, by its brackets. */
        OPEN_OPEN,
        OPEN_CLOSED,
        CLOSED_OPEN,
        CLOSED_CLOSED,
        /** Rows, each a {@link #ROW}. */
        MATRIX,
        ROW
    }

    /** An expression that is defined by its shape and its parts. */
    record Node(Shape shape, List<Expr> parts) implements Expr {
        public Node {
            parts = List.copyOf(parts);
        }

        public Node(Shape shape, Expr... parts) {
            this(shape, List.of(parts));
        }

        @Override
        public Expr map(UnaryOperator<Expr> part) {
            return new Node(shape, parts.stream().map(part).toList());
        }
    }

    /**
     * A function's value.
     *
     * @param function for instance sin, log, floor, or a letter such as f
     * @param known whether it is the standard function of this name
     */
    record Call(String function, boolean known, List<Expr> parts) implements Expr {
        public Call {
            parts = List.copyOf(parts);
        }

        @Override
        public Expr map(UnaryOperator<Expr> part) {
            return new Call(function, known, parts.stream().map(part).toList());
        }
    }

    /**
     * A value with its unit.
     *
     * @param unit in canonical form, see {@link Units}
     */
    record Quantity(Expr value, String unit) implements Expr {
        @Override
        public Expr map(UnaryOperator<Expr> part) {
            return new Quantity(part.apply(value), unit);
        }

        @Override
        public List<Expr> parts() {
            return List.of(value);
        }
    }

    /**
     * A numeral in a base other than ten.
     *
     * @param digits as written, with its sign
     * @param base as written
     */
    record Numeral(String digits, String base) implements Expr {}

    /** The sign between the sides of a relation. */
    enum Relation {
        EQUAL,
        APPROXIMATE,
        UNEQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        ELEMENT,
        NO_ELEMENT,
        CONGRUENT;

        /** The same relation with its sides swapped. */
        public Relation reversed() {
            return switch (this) {
                case LESS -> GREATER;
                case AT_MOST -> AT_LEAST;
                case GREATER -> LESS;
                case AT_LEAST -> AT_MOST;
                default -> this;
            };
        }
    }

    /**
     * An equation, an inequality or a chain of them.
     *
     * @param parts its sides, one more than relations
     */
    record Statement(List<Expr> parts, List<Relation> relations) implements Expr {
        public Statement {
            parts = List.copyOf(parts);
            relations = List.copyOf(relations);
        }

        @Override
        public Expr map(UnaryOperator<Expr> part) {
            return new Statement(parts.stream().map(part).toList(), relations);
        }
    }
}
