package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Quantity;
import io.millrace.verify.math.latex.Expr.Relation;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an answer: one value or several, statements about them, and their units.
 *
 * <pre>
 *   answer    = statement { ("," | ";" | "or" | "and") statement }
 *   statement = union { ("=" | "&lt;" | "\in" | ...) union }
 *   union     = item { "\cup" item }
 *   item      = words | ratio [ unit ]
 *   ratio     = sum { ":" sum }
 * </pre>
 *
 * <p>What could be read in two ways is not read at all, as {@code 1/2x}.
 */
public final class Parser {
    /** Characters of an answer that is read. */
    public static final int LONGEST = 4_000;

    private static final int MOST_ITEMS = 64;

    private final Cursor cursor;
    private final Arithmetic arithmetic;

    Parser(Cursor cursor) {
        this.cursor = cursor;
        this.arithmetic = new Arithmetic(cursor);
    }

    /**
     * Reads an answer.
     *
     * @param joined whether {@code 1,000} outside of brackets is a thousand, else two values
     * @throws UnreadableException if it is no mathematics that is known here
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

    private Expr listing() {
        List<Expr> items = new ArrayList<>();
        items.add(statement());
        while (separated()) {
            if (cursor.peek().kind() == Kind.END) {
                break;
            }
            add(items, statement());
        }
        return items.size() == 1 ? items.get(0) : new Node(Shape.LISTING, items);
    }

    /** Takes everything that parts two values. */
    private boolean separated() {
        boolean found = false;
        while (cursor.peek().sign(",") || cursor.peek().sign(";") || conjunction(cursor.peek())) {
            cursor.take();
            found = true;
        }
        return found;
    }

    private static boolean conjunction(Token token) {
        return token.kind() == Kind.WORD
                        && (token.text().equals("or") || token.text().equals("and"))
                || token.command("lor")
                || token.command("land");
    }

    private static void add(List<Expr> items, Expr item) {
        if (items.size() >= MOST_ITEMS) {
            throw new LimitException("has more than " + MOST_ITEMS + " values");
        }
        items.add(item);
    }

    private Expr statement() {
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
        return relations.isEmpty() ? sides.get(0) : new Statement(sides, relations);
    }

    private Optional<Relation> relation() {
        Token token = cursor.peek();
        Optional<Relation> relation = Relations.of(token);
        if (relation.isEmpty()) {
            return relation;
        }
        cursor.take();
        boolean orEqual = (token.sign("<") || token.sign(">")) && cursor.accept("=");
        return orEqual ? Optional.of(Relations.orEqual(relation.get())) : relation;
    }

    private Expr union() {
        List<Expr> sets = new ArrayList<>();
        sets.add(item());
        while (cursor.peek().command("cup") || lettersAsCup()) {
            cursor.take();
            add(sets, item());
        }
        return sets.size() == 1 ? sets.get(0) : new Node(Shape.UNION, sets);
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
        boolean money = arithmetic.money();
        Expr value = ratio();
        boolean moneyAfter = cursor.accept("$") || cursor.accept("€");
        Optional<String> unit = Units.read(cursor);
        if (unit.isPresent()) {
            return new Quantity(value, unit.get());
        }
        return money || moneyAfter || arithmetic.money() ? new Quantity(value, Units.DOLLAR) : value;
    }

    private Expr ratio() {
        List<Expr> sides = new ArrayList<>();
        sides.add(arithmetic.sum());
        while (cursor.accept(":")) {
            add(sides, arithmetic.sum());
        }
        return sides.size() == 1 ? sides.get(0) : new Node(Shape.RATIO, sides);
    }

    /** The values in brackets, up to the closing one, which is not taken. */
    List<Expr> items() {
        List<Expr> items = new ArrayList<>();
        items.add(item());
        while (cursor.accept(",") || cursor.accept(";")) {
            add(items, item());
        }
        return items;
    }
}
