package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Relation;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses the modulus of a congruence: {@code \\pmod 7}, {@code (mod 7)}, {@code mod 7}. */
final class Congruences {
    private final Cursor cursor;
    private final Arithmetic arithmetic;

    Congruences(Cursor cursor, Arithmetic arithmetic) {
        this.cursor = cursor;
        this.arithmetic = arithmetic;
    }

    /** Whether a modulus is next. */
    static boolean ahead(Cursor cursor) {
        return names(cursor.peek()) || cursor.peek().sign("(") && names(cursor.peek(1));
    }

    private static boolean names(Token token) {
        return token.command("pmod")
                || token.kind() == Kind.WORD
                        && (token.text().equals("mod") || token.text().equals("modulo"));
    }

    /** Consumes the next modulus, if there is one. */
    Optional<Expr> modulus() {
        if (!ahead(cursor)) {
            return Optional.empty();
        }
        boolean bracket = cursor.accept("(");
        cursor.take();
        Expr modulus = arithmetic.sum();
        if (bracket) {
            cursor.expect(")");
        }
        return Optional.of(modulus);
    }

    /** Residues of one letter that share a modulus and a label: {@code x \\equiv 1, 3 \\pmod 4}. */
    static List<Expr> spread(List<Expr> items) {
        boolean shared = items.get(0) instanceof Statement first
                && first.relations().equals(List.of(Relation.CONGRUENT))
                && congruence(items.get(items.size() - 1)).isPresent();
        if (!shared) {
            return items;
        }
        Expr label = items.get(0).parts().get(0);
        Expr modulus =
                congruence(items.get(items.size() - 1)).orElseThrow().parts().get(1);
        List<Expr> spread = new ArrayList<>();
        for (Expr item : items) {
            Expr residue = item instanceof Statement statement
                    ? statement.parts().get(statement.parts().size() - 1)
                    : item;
            Expr full = congruence(item)
                    .<Expr>map(node -> node)
                    .orElseGet(() -> new Node(Shape.CONGRUENCE, residue, modulus));
            Expr named = item instanceof Statement statement ? statement.parts().get(0) : label;
            spread.add(new Statement(List.of(named, full), List.of(Relation.CONGRUENT)));
        }
        return spread;
    }

    private static Optional<Node> congruence(Expr item) {
        Expr last = item instanceof Statement statement
                ? statement.parts().get(statement.parts().size() - 1)
                : item;
        return last instanceof Node node && node.shape() == Shape.CONGRUENCE ? Optional.of(node) : Optional.empty();
    }
}
