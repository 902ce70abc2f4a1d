package io.millrace.task.reason;

import java.util.ArrayList;
import java.util.List;

/**
 * The symbols of prompts and traces. A step has four symbols, {@code D=C}, {@code +4}, {@code =7} and its stop, so that the next
 * symbol can be looked up by the previous one.
 */
final class ReasonSymbols {
    private ReasonSymbols() {}

    static List<String> all(String open, String close) {
        List<String> symbols = new ArrayList<>(List.of(open, close, "...", "\n", "\n\n", ";", ".", "wrong:"));
        symbols.addAll(TraceWriter.MARKS);
        for (int i = 0; i < Problem.LETTERS; i++) {
            symbols.add(letter(i));
            symbols.add(letter(i) + "?");
            if (i > 0) {
                symbols.add(letter(i) + "=" + letter(i - 1));
            }
        }
        for (int digit = 0; digit <= 9; digit++) {
            symbols.add(String.valueOf(digit));
            symbols.add("=" + digit);
        }
        for (Operation operation : Operation.values()) {
            operands(operation, symbols);
        }
        return symbols;
    }

    private static void operands(Operation operation, List<String> symbols) {
        for (int digit = 0; digit <= 9; digit++) {
            symbols.add(operation.symbol() + digit);
        }
        for (int i = 0; i < Problem.LETTERS; i++) {
            symbols.add(operation.symbol() + letter(i));
        }
    }

    private static String letter(int index) {
        return String.valueOf((char) ('A' + index));
    }
}
