package io.millrace.task.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps that a thinking text states, in order; other text is ignored.
 *
 * @param statements each with its position in the text
 */
record Trace(List<Statement> statements) {
    private static final Pattern STATEMENT =
            Pattern.compile("([A-P])=(?:[A-P](?:\\+|-|\\*| max | min )\\d=)?(\\d)[;.]");

    /**
     * One step as stated.
     *
     * @param register letter of the register, in A..P
     * @param value stated value, in 0..9
     * @param end characters of the text up to its end, its stop included
     */
    record Statement(char register, int value, int end) {}

    Trace {
        statements = List.copyOf(statements);
    }

    static Trace of(String thinking) {
        List<Statement> statements = new ArrayList<>();
        Matcher found = STATEMENT.matcher(thinking);
        while (found.find()) {
            statements.add(
                    new Statement(found.group(1).charAt(0), found.group(2).charAt(0) - '0', found.end()));
        }
        return new Trace(statements);
    }
}
