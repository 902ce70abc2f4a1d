package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedMap;
import io.millrace.verify.math.latex.Expr.Relation;
import io.millrace.verify.math.latex.Token.Kind;
import java.util.Map;
import java.util.Optional;

/** Notations of relations. */
final class Relations {
    private static final Map<String, Relation> SIGNS =
            OrderedMap.of("=", Relation.EQUAL, "<", Relation.LESS, ">", Relation.GREATER);
    private static final Map<String, Relation> COMMANDS = OrderedMap.ofEntries(
            Map.entry("approx", Relation.APPROXIMATE),
            Map.entry("ne", Relation.UNEQUAL),
            Map.entry("lt", Relation.LESS),
            Map.entry("le", Relation.AT_MOST),
            Map.entry("gt", Relation.GREATER),
            Map.entry("ge", Relation.AT_LEAST),
            Map.entry("in", Relation.ELEMENT),
            Map.entry("notin", Relation.NO_ELEMENT),
            Map.entry("equiv", Relation.CONGRUENT));

    private Relations() {}

    static Optional<Relation> of(Token token) {
        return switch (token.kind()) {
            case SIGN -> Optional.ofNullable(SIGNS.get(token.text()));
            case COMMAND -> Optional.ofNullable(COMMANDS.get(token.text()));
            default -> Optional.empty();
        };
    }

    static boolean starts(Token token) {
        return token.kind() != Kind.END && of(token).isPresent();
    }

    /** Whether it admits a whole set of values, so that two of them joined are not a list of values. */
    static boolean condition(Relation relation) {
        return relation != Relation.EQUAL && relation != Relation.APPROXIMATE && relation != Relation.CONGRUENT;
    }

    /** The relation that also holds for equal sides. */
    static Relation orEqual(Relation strict) {
        return strict == Relation.LESS ? Relation.AT_MOST : Relation.AT_LEAST;
    }
}
