package io.millrace.task.reason;

import io.millrace.Require;
import io.millrace.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registers, each computed from numbers and earlier registers, and the question for the last: {@code C=3+4;D=C*7;E=D max C;E?}.
 *
 * @param first letter of the first register, in A..P; the others follow in alphabetical order
 * @param steps how each register is computed, 1 to 16 of them
 */
record Problem(char first, List<Step> steps) {
    /** Letters that a register may have. */
    static final int LETTERS = 16;

    private static final Pattern STEP = Pattern.compile("([A-P])=([0-9A-P])(\\+|-|\\*| max | min )([0-9A-P]);");
    private static final Pattern TEXT = Pattern.compile("((?:" + STEP.pattern() + ")+)([A-P])\\?");
    private static final int DEFINITIONS = 1;
    private static final int ASKED = 6;

    Problem {
        steps = List.copyOf(steps);
        Require.that(!steps.isEmpty(), "reason: a problem must have at least 1 step, had none");
        Require.that(
                first >= 'A' && first - 'A' + steps.size() <= LETTERS,
                "reason: registers must be in A..P, were %d from %s on",
                steps.size(),
                first);
        for (int i = 0; i < steps.size(); i++) {
            known(steps.get(i).left(), i);
            known(steps.get(i).right(), i);
        }
    }

    private static void known(Operand operand, int index) {
        Require.that(
                !operand.register() || operand.value() < index,
                "reason: step %d must use earlier registers only, used register %d",
                index,
                operand.value());
    }

    /** The problem of a prompt: the first that its last message holds, which may hold more, as a reflection does. */
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
            return Optional.of(
                    parse(found.group(DEFINITIONS), found.group(ASKED).charAt(0)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Problem parse(String definitions, char asked) {
        char first = definitions.charAt(0);
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(definitions);
        while (step.find()) {
            Require.that(
                    step.group(1).charAt(0) == first + steps.size(),
                    "reason: registers must follow each other in order");
            steps.add(new Step(
                    operand(step.group(2), first), Operation.of(step.group(3)), operand(step.group(4), first)));
        }
        Require.that(asked == first + steps.size() - 1, "reason: the last register must be asked for, was %s", asked);
        return new Problem(first, steps);
    }

    private static Operand operand(String text, char first) {
        char c = text.charAt(0);
        return Character.isDigit(c) ? Operand.number(c - '0') : Operand.register(c - first);
    }

    /** The prompt's text. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append(letter(i)).append('=').append(steps.get(i).text(first)).append(';');
        }
        return text.append(asked()).append('?').toString();
    }

    /** Letter of a register by its index, from 0. */
    char letter(int index) {
        return (char) (first + index);
    }

    /** Letter of the register that is asked for. */
    char asked() {
        return letter(steps.size() - 1);
    }

    /** The right values of all registers. */
    int[] values(int modulus) {
        int[] values = new int[steps.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = steps.get(i).result(values, modulus);
        }
        return values;
    }

    /** The right answer, in 0..modulus-1. */
    int answer(int modulus) {
        return values(modulus)[steps.size() - 1];
    }
}
