package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedSet;
import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.UnknownSymbolException;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses the contents of brackets: a value, a tuple, an interval, a set, a matrix, an absolute value. */
final class Brackets {
    private static final Set<String> MATRICES =
            OrderedSet.of("pmatrix", "bmatrix", "matrix", "array", "smallmatrix", "Bmatrix");
    private static final Set<String> CASES = OrderedSet.of("cases", "rcases", "dcases");
    private static final int MAX_CELLS = 100;

    private final Cursor cursor;
    private final Arithmetic arithmetic;

    Brackets(Cursor cursor, Arithmetic arithmetic) {
        this.cursor = cursor;
        this.arithmetic = arithmetic;
    }

    Expr read() {
        Token open = cursor.take();
        switch (open.text()) {
            case "(", "[", "langle":
                return sequence(open);
            case "{":
                return group();
            case "\\{":
                return set();
            case "|":
                cursor.openBar();
                Expr inner = arithmetic.sum();
                cursor.closeBar();
                return new Call("abs", true, List.of(inner));
            case "lfloor":
                return rounded("floor", "rfloor");
            case "lceil":
                return rounded("ceil", "rceil");
            default:
                if (open.text().startsWith("begin:")) {
                    return matrix(open.text().substring("begin:".length()));
                }
                throw new UnreadableException("'" + open.text() + "' is not allowed here");
        }
    }

    private Expr rounded(String function, String close) {
        Expr inner = arithmetic.sum();
        if (!cursor.acceptCommand(close)) {
            throw cursor.unexpected();
        }
        return new Call(function, true, List.of(inner));
    }

    private Expr sequence(Token open) {
        List<Expr> items = new Parser(cursor).items();
        boolean closed = cursor.peek().sign("]");
        if (!closed && !cursor.peek().sign(")") && !cursor.peek().command("rangle")) {
            throw cursor.unexpected();
        }
        if (items.size() == 1 && open.sign("[") != closed) {
            throw cursor.unexpected();
        }
        cursor.take();
        if (items.size() == 1) {
            return items.get(0);
        }
        if (open.sign("[")) {
            return new Node(closed ? Shape.CLOSED_CLOSED : Shape.CLOSED_OPEN, items);
        }
        return new Node(closed ? Shape.OPEN_CLOSED : Shape.OPEN_OPEN, items);
    }

    /** Invisible LaTeX braces; several values in them form a set. */
    private Expr group() {
        Expr inner = new Parser(cursor).listing();
        cursor.expect("}");
        boolean values = inner instanceof Node node && node.shape() == Shape.LISTING;
        boolean named = values && inner.parts().stream().anyMatch(Statement.class::isInstance);
        return values && !named ? new Node(Shape.SET, inner.parts()) : inner;
    }

    private Expr set() {
        if (cursor.accept("\\}")) {
            return new Node(Shape.SET);
        }
        Optional<Expr> builder = new SetBuilders(cursor).read();
        if (builder.isPresent()) {
            return builder.get();
        }
        List<Expr> items = new Parser(cursor).items();
        cursor.expect("\\}");
        return new Node(Shape.SET, items);
    }

    private Expr matrix(String name) {
        if (CASES.contains(name)) {
            return cases(name);
        }
        if (!MATRICES.contains(name)) {
            throw new UnknownSymbolException("environment " + name + " is not known");
        }
        List<Expr> rows = new ArrayList<>();
        List<Expr> row = new ArrayList<>();
        int cells = 0;
        while (!cursor.acceptCommand("end:" + name)) {
            if (++cells > MAX_CELLS) {
                throw new LimitException("matrix has more than " + MAX_CELLS + " cells");
            }
            row.add(arithmetic.sum());
            boolean next = cursor.accept("&");
            if (!next) {
                rows.add(new Node(Shape.ROW, row));
                row.clear();
                if (!cursor.accept("\\\\") && !cursor.peek().command("end:" + name)) {
                    throw cursor.unexpected();
                }
            }
        }
        boolean single = name.equals("array") && cells == 1;
        return single ? rows.get(0).parts().get(0) : new Node(Shape.MATRIX, rows);
    }

    /** Rows of a value and its condition; rows without conditions are values, or equations of a system. */
    private Expr cases(String name) {
        List<Expr> rows = new ArrayList<>();
        boolean conditions = false;
        while (!cursor.acceptCommand("end:" + name)) {
            if (rows.size() >= MAX_CELLS) {
                throw new LimitException("more than " + MAX_CELLS + " cases");
            }
            Expr value = new Parser(cursor).statement();
            boolean comma = cursor.accept(",");
            if (cursor.accept("&")) {
                conditions = true;
                acceptIf();
                value = new Node(Shape.ROW, value, new Parser(cursor).statement());
            } else if (comma && !cursor.peek().sign("\\\\")) {
                throw cursor.unexpected();
            }
            rows.add(value);
            cursor.accept(",");
            if (!cursor.accept("\\\\") && !cursor.peek().command("end:" + name)) {
                throw cursor.unexpected();
            }
        }
        return new Node(conditions ? Shape.CASES : Shape.LISTING, rows);
    }

    private void acceptIf() {
        String word = cursor.peek().text();
        if (word.equals("if") || word.equals("for") || word.equals("when")) {
            cursor.take();
        }
    }
}
