package io.millrace.task.lookup;

import io.millrace.check.Require;
import io.millrace.model.Prompt;
import io.millrace.random.SplitMix;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question of the task lookup: a sum of digits and of keys, whose values are in a hidden table.
 *
 * @param modulus M of the sum, in 2..10
 * @param table number of the table
 * @param operands digits and keys, at least 1
 */
record Question(int modulus, long table, List<Character> operands) {
    /** Maximum number of keys: {@code a} to {@code j}. */
    static final int MOST_KEYS = 10;

    private static final char FIRST_KEY = 'a';
    private static final String SALT = "lookup";
    private static final Pattern ID =
            Pattern.compile(LookupTask.NAME + "/([2-9]|10)/([0-9]{1,18})/([0-9a-j](?:\\+[0-9a-j])*)");

    Question {
        operands = List.copyOf(operands);
        Require.that(modulus >= 2 && modulus <= 10, "question: modulus must be in 2..10, was %d", modulus);
        Require.that(!operands.isEmpty(), "question: must have at least one operand, had 0");
        for (char operand : operands) {
            Require.that(
                    isKey(operand) || isDigit(operand),
                    "question: operands must be digits and keys from a to j, was '%s'",
                    operand);
        }
    }

    static char key(int number) {
        return (char) (FIRST_KEY + number);
    }

    static boolean isKey(char operand) {
        return operand >= FIRST_KEY && operand < FIRST_KEY + MOST_KEYS;
    }

    static boolean isDigit(char operand) {
        return operand >= '0' && operand <= '9';
    }

    /** The question of a prompt whose query id is {@code lookup/MODULUS/TABLE/a+3+c}; empty if it is none. */
    static Optional<Question> of(Prompt prompt) {
        Matcher id = ID.matcher(prompt.queryId());
        return id.matches()
                ? Optional.of(new Question(
                        Integer.parseInt(id.group(1)),
                        Long.parseLong(id.group(2)),
                        id.group(3)
                                .replace("+", "")
                                .chars()
                                .mapToObj(c -> (char) c)
                                .toList()))
                : Optional.empty();
    }

    /** Value of a key in the question's table, or of a digit. */
    int value(char operand) {
        return isDigit(operand)
                ? operand - '0'
                : (int) Long.remainderUnsigned(SplitMix.mix(SplitMix.mix(SplitMix.mix(table, SALT)), operand), modulus);
    }

    /** The answer, in 0..modulus-1. */
    int answer() {
        return operands.stream().mapToInt(this::value).sum() % modulus;
    }

    /** Keys whose values are needed, without repetitions, in their order. */
    List<Character> needed() {
        return operands.stream().filter(Question::isKey).distinct().toList();
    }

    /** {@code a+3+c}. */
    String text() {
        return operands.stream().map(String::valueOf).collect(Collectors.joining("+"));
    }

    String queryId() {
        return "%s/%d/%d/%s".formatted(LookupTask.NAME, modulus, table, text());
    }
}
