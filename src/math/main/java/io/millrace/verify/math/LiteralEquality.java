package io.millrace.verify.math;

import io.millrace.verify.math.latex.Parser;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.UnknownSymbolException;
import io.millrace.verify.math.number.UnreadableException;
import java.util.List;
import java.util.regex.Pattern;

/** Compares truths with unknown symbols, for instance derivatives, and sentences literally. */
final class LiteralEquality {
    private static final Pattern WORD = Pattern.compile("(?<![\\\\A-Za-z])[A-Za-z]{3,}(?![A-Za-z])");
    private static final int SENTENCE = 4;

    private LiteralEquality() {}

    /** Whether a truth is well formed and can be compared only literally. */
    static boolean only(String truth) {
        try {
            Parser.read(truth, true, new Budget());
            return false;
        } catch (UnknownSymbolException e) {
            return balanced(truth);
        } catch (UnreadableException | LimitException | ArithmeticException e) {
            return WORD.matcher(truth).results().limit(SENTENCE).count() == SENTENCE && balanced(truth);
        }
    }

    /** Whether both are written in the same way, except for typesetting. */
    static boolean same(String truth, String answer) {
        try {
            List<String> pieces = bare(Parser.pieces(truth));
            return !pieces.isEmpty() && pieces.equals(bare(Parser.pieces(answer)));
        } catch (UnreadableException | LimitException e) {
            return false;
        }
    }

    /** Without enclosing braces. */
    private static List<String> bare(List<String> pieces) {
        int level = 0;
        for (int i = 0; i < pieces.size(); i++) {
            level += pieces.get(i).equals("{") ? 1 : pieces.get(i).equals("}") ? -1 : 0;
            if (level == 0) {
                boolean around = i > 0 && i == pieces.size() - 1;
                return around ? bare(pieces.subList(1, i)) : pieces;
            }
        }
        return pieces;
    }

    private static boolean balanced(String text) {
        int level = 0;
        for (int i = 0; i < text.length() && level >= 0; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else {
                level += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
        return level == 0;
    }
}
