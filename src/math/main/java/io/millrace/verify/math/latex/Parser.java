package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedMap;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Quantity;
import io.millrace.verify.math.latex.Expr.Relation;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses an answer: one value or several, statements about them, and their units.
 *
 * <pre>
 *   answer    = statement { ("," | ";" | "or" | "and") statement }
 *   statement = union { ("=" | "&lt;" | "\in" | ...) union } [ "\pmod" modulus ]
 *   union     = item { "\cup" item } | item { "\cap" item } | item { "\setminus" item }
 *   item      = words | ratio [ unit ]
 *   ratio     = sum { ":" sum }
 * </pre>
 *
 * <p>Ambiguous answers are rejected, for instance {@code 1/2x}.
 */
public final class Parser {
    /** Maximum characters of an answer. */
    public static final int MAX_LENGTH = 4_000;

    private static final int MAX_ITEMS = 64;
    private static final Map<String, Integer> MAGNITUDES = OrderedMap.ofEntries(
            Map.entry("hundred", 2),
            Map.entry("thousand", 3),
            Map.entry("million", 6),
            Map.entry("billion", 9),
            Map.entry("trillion", 12));

    private final Cursor cursor;
    private final Arithmetic arithmetic;

    Parser(Cursor cursor) {
        this.cursor = cursor;
        this.arithmetic = new Arithmetic(cursor);
    }

    /**
     * Parses an answer.
     *
     * @param joined whether {@code 1,000} outside of brackets means one thousand; otherwise it means two values
     * @throws UnreadableException if it is not supported mathematics
     * @throws LimitException if it is too long or too deep
     */
    public static Expr read(String answer, boolean joined, Budget budget) {
        Parser parser = new Parser(new Cursor(Lexer.read(answer, joined), budget));
        Expr expr = parser.listing();
        if (parser.cursor.peek().kind() != Kind.END) {
            throw parser.cursor.unexpected();
        }
        return expr;
    }

    /**
     * The symbols of an answer without typesetting commands, for unreadable answers.
     *
     * @return a form that is equal for answers that look the same
     */
    public static List<String> pieces(String answer) {
        List<String> pieces = new ArrayList<>();
        for (Token token : Lexer.read(answer, true)) {
            boolean letters = token.kind() == Kind.WORD && !token.quoted();
            if (letters) {
                token.text().chars().forEach(letter -> pieces.add(String.valueOf((char) letter)));
            } else if (!token.text().isEmpty()) {
                pieces.add(token.kind() == Kind.COMMAND ? "\\" + token.text() : token.text());
            }
        }
        return pieces;
    }

    /** All values up to the end or the closing brace. */
    Expr listing() {
        List<Expr> items = new ArrayList<>();
        ValueSeparators joints = new ValueSeparators();
        items.add(statement());
        while (joints.take(cursor)) {
            if (cursor.peek().kind() == Kind.END || cursor.peek().sign("}")) {
                break;
            }
            add(items, statement());
        }
        return items.size() == 1 ? items.get(0) : joints.join(Congruences.spread(items));
    }

    private static void add(List<Expr> items, Expr item) {
        if (items.size() >= MAX_ITEMS) {
            throw new LimitException("has more than " + MAX_ITEMS + " values");
        }
        items.add(item);
    }

    Expr statement() {
        Optional<Relation> leading = relation();
        if (leading.isPresent() && leading.get() != Relation.EQUAL && leading.get() != Relation.APPROXIMATE) {
            throw cursor.unexpected();
        }
        List<Expr> sides = new ArrayList<>();
        List<Relation> relations = new ArrayList<>();
        sides.add(union());
        for (Optional<Relation> next = relation(); next.isPresent(); next = relation()) {
            relations.add(next.get());
            add(sides, union());
        }
        Optional<Expr> modulus = new Congruences(cursor, arithmetic).modulus();
        if (modulus.isPresent()) {
            sides.set(sides.size() - 1, new Node(Shape.CONGRUENCE, sides.get(sides.size() - 1), modulus.get()));
        }
        return relations.isEmpty() ? sides.get(0) : new Statement(sides, relations);
    }

    private Optional<Relation> relation() {
        Token token = cursor.peek();
        boolean unequal = token.sign("!") && cursor.peek(1).sign("=");
        Optional<Relation> relation = unequal ? Optional.of(Relation.UNEQUAL) : Relations.of(token);
        if (relation.isEmpty()) {
            return relation;
        }
        cursor.take();
        if (unequal) {
            cursor.take();
        }
        boolean orEqual = (token.sign("<") || token.sign(">")) && cursor.accept("=");
        return orEqual ? Optional.of(Relations.orEqual(relation.get())) : relation;
    }

    /** Sets joined from left to right by one kind of sign; different signs need brackets. */
    private Expr union() {
        List<Expr> sets = new ArrayList<>();
        sets.add(item());
        Optional<Shape> first = setSign();
        for (Optional<Shape> next = first; next.isPresent(); next = setSign()) {
            if (!next.equals(first)) {
                throw new UnreadableException("sets that are joined in different ways need brackets");
            }
            cursor.take();
            add(sets, item());
        }
        return first.<Expr>map(shape -> new Node(shape, sets)).orElseGet(() -> sets.get(0));
    }

    private Optional<Shape> setSign() {
        Token token = cursor.peek();
        if (token.command("cup") || lettersAsCup()) {
            return Optional.of(Shape.UNION);
        }
        return token.command("cap")
                ? Optional.of(Shape.INTERSECTION)
                : token.command("setminus") ? Optional.of(Shape.DIFFERENCE) : Optional.empty();
    }

    private boolean lettersAsCup() {
        Token next = cursor.peek(1);
        return cursor.peek().is(Kind.LETTER, "U") && (next.sign("(") || next.sign("[") || next.sign("\\{"));
    }

    private Expr item() {
        Words words = new Words(cursor);
        words.skipRounding();
        Optional<Expr> text = words.text();
        if (text.isPresent()) {
            return text.get();
        }
        Optional<String> money = arithmetic.currency();
        Expr value = magnitude(ratio());
        Optional<String> currency = money.or(arithmetic::currency);
        Optional<String> unit = Congruences.ahead(cursor) ? Optional.empty() : Units.read(cursor);
        boolean counted = value instanceof Num number
                && number.value().whole()
                && number.value().signum() > 0;
        if (unit.filter("ordinal"::equals).isPresent() && !counted) {
            throw new UnreadableException("only whole numbers above 0 are ordinal");
        }
        if (currency.isPresent() && unit.isPresent() && !currency.equals(unit)) {
            throw new UnreadableException("a sum of money has two units");
        }
        return unit.or(() -> currency)
                .<Expr>map(name -> new Quantity(value, name))
                .orElse(value);
    }

    /** {@code 3 million} is a number. */
    private Expr magnitude(Expr value) {
        Expr scaled = value;
        while (value instanceof Num && cursor.peek().kind() == Kind.WORD) {
            Integer zeros = MAGNITUDES.get(cursor.peek().text());
            if (zeros == null) {
                break;
            }
            cursor.take();
            Num ten = new Num(Rational.of(10));
            Num power = new Num(Rational.of(zeros));
            scaled = new Node(Shape.PRODUCT, scaled, new Node(Shape.POWER, ten, power));
        }
        return scaled;
    }

    private Expr ratio() {
        List<Expr> sides = new ArrayList<>();
        sides.add(arithmetic.sum());
        boolean time = false;
        while (cursor.accept(":")) {
            time |= cursor.peek().kind() == Kind.NUMBER && cursor.peek().text().matches("0\\d");
            add(sides, arithmetic.sum());
        }
        return sides.size() == 1 ? sides.get(0) : new Node(time ? Shape.TIME : Shape.RATIO, sides);
    }

    /** The values in brackets, up to the closing bracket, which is not consumed. */
    List<Expr> items() {
        List<Expr> items = new ArrayList<>();
        items.add(union());
        while (cursor.accept(",") || cursor.accept(";")) {
            add(items, union());
        }
        return items;
    }
}
