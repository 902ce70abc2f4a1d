package io.millrace.verify.math.latex;

import io.millrace.verify.math.number.Rational;
import java.util.List;
import java.util.function.UnaryOperator;

/** Content of an answer: a value, or a structure of values. Immutable; as deep as the parser allows. */
public sealed interface Expr {
    /**
     * The same with other parts.
     *
     * @param part gives what takes a part's place
     */
    default Expr map(UnaryOperator<Expr> part) {
        return this;
    }

    /** Parts, in order; none if it has none. */
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

    /** Numbers with a name, and infinity. */
    enum Constant implements Expr {
        PI,
        E,
        I,
        INFINITY,
        /** All real numbers. */
        REALS
    }

    /** A letter, perhaps with accents and a subscript. */
    record Symbol(String name) implements Expr {}

    /**
     * Words.
     *
     * @param words in lower case, without punctuation, one blank between two
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
        /** {@code 3:5}, which may be a time too. */
        RATIO,
        /** {@code 3:05}, which is no ratio. */
        TIME,
        /** Several values of one answer, in any order; conditions of which any may hold. */
        LISTING,
        /** Conditions that must all hold. */
        CONJUNCTION,
        /** Conditions that only commas part, so that all or any may be meant. */
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

    /** An expression that its shape and its parts say all about. */
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
     * @param function such as sin, log, floor, or a letter, as f
     * @param known whether it is the function that everybody knows by this name
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
     * A numeral of another base than ten.
     *
     * @param digits as written, with its sign
     * @param base as written
     */
    record Numeral(String digits, String base) implements Expr {}

    /** Sign between the sides of a relation. */
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

        /** The same relation, read from the right. */
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
