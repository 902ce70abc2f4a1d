package io.millrace.task.reason;

import io.millrace.check.Require;
import io.millrace.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A first register with a number, further registers that are each computed from the previous one and a number or an earlier
 * register, and the question for the last one: {@code C=3;D=C+4;E=D max C;E?}.
 *
 * @param first letter of the first register, in A..P; the others follow in alphabetical order
 * @param start its value, in 0..9
 * @param steps the computation of each further register, 1 to 15 of them
 */
record Problem(char first, int start, List<Step> steps) {
    /** Letters that a register may have. */
    static final int LETTERS = 16;

    private static final Pattern STEP = Pattern.compile("([A-P])=([A-P])(\\+|-|\\*| max | min )([0-9A-P]);");
    private static final Pattern TEXT =
            Pattern.compile("(?<first>[A-P])=(?<start>\\d);(?<steps>(?:" + STEP.pattern() + ")+)(?<asked>[A-P])\\?");

    Problem {
        steps = List.copyOf(steps);
        Require.that(start >= 0 && start <= 9, "reason: start must be in 0..9, was %d", start);
        Require.that(!steps.isEmpty(), "reason: a problem must have at least 1 step, had none");
        Require.that(
                first >= 'A' && first - 'A' + steps.size() < LETTERS,
                "reason: registers must be in A..P, were %d from %s on",
                steps.size() + 1,
                first);
        for (int i = 0; i < steps.size(); i++) {
            Operand right = steps.get(i).right();
            Require.that(
                    !right.register() || right.value() <= i,
                    "reason: step %d must use earlier registers only, used register %d",
                    i,
                    right.value());
        }
    }

    /** The problem of a prompt: the first one in its last message, which may contain more text, as in a reflection. */
    static Optional<Problem> find(Prompt prompt) {
        return find(prompt.messages().get(prompt.messages().size() - 1).content());
    }

    /** The first problem in a text; empty if there is none that is well formed. */
    static Optional<Problem> find(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(found));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Problem parse(Matcher found) {
        char first = found.group("first").charAt(0);
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(found.group("steps"));
        while (step.find()) {
            Require.that(
                    step.group(1).charAt(0) == first + steps.size() + 1
                            && step.group(2).charAt(0) == first + steps.size(),
                    "reason: registers must follow each other in order");
            steps.add(
                    new Step(Operation.of(step.group(3)), operand(step.group(4).charAt(0), first)));
        }
        char asked = found.group("asked").charAt(0);
        Require.that(asked == first + steps.size(), "reason: the last register must be asked for, was %s", asked);
        return new Problem(first, found.group("start").charAt(0) - '0', steps);
    }

    private static Operand operand(char c, char first) {
        return Character.isDigit(c) ? Operand.number(c - '0') : Operand.register(c - first);
    }

    /** The same problem with other letters. */
    Problem from(char letter) {
        return new Problem(letter, start, steps);
    }

    /** The prompt's text. */
    String text() {
        StringBuilder text =
                new StringBuilder().append(first).append('=').append(start).append(';');
        for (int i = 0; i < steps.size(); i++) {
            text.append(definition(i)).append(steps.get(i).text(first)).append(';');
        }
        return text.append(asked()).append('?').toString();
    }

    /** The left part of a step's definition, for instance {@code D=C}. */
    String definition(int step) {
        return letter(step + 1) + "=" + letter(step);
    }

    /** Letter of a register by its index, from 0; the result of step i has index i + 1. */
    char letter(int index) {
        return (char) (first + index);
    }

    /** Letter of the requested register. */
    char asked() {
        return letter(steps.size());
    }

    /** The correct values of all registers, including the first. */
    int[] values(int modulus) {
        int[] values = new int[steps.size() + 1];
        values[0] = start;
        for (int i = 0; i < steps.size(); i++) {
            values[i + 1] = steps.get(i).result(values[i], values, modulus);
        }
        return values;
    }

    /** The correct answer, in 0..modulus-1. */
    int answer(int modulus) {
        return values(modulus)[steps.size()];
    }
}
