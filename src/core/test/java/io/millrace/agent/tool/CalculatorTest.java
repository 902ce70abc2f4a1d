package io.millrace.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.agent.ToolRejectionException;
import io.millrace.testkit.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalculatorTest {
    private static final Calculator CALCULATOR = new Calculator(50);

    private static String calculate(String expression) {
        return CALCULATOR.call(new Calculator.Expression(expression), Samples.digits("1"));
    }

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "2 ^ 3 ^ 2, 512",
        "-2 ^ 2, -4",
        "2 ^ -2, 0.25",
        "10 - 4 - 3, 3",
        "1 / 3, 1/3",
        "1 / 3 * 3, 1",
        "0.1 + 0.2, 0.3",
        "7 / 8, 0.875",
        "-1 / 3, -1/3",
        "17 % 5, 2",
        "-17 % 5, 3",
        "2 * -3, -6",
        "99999999999999999999 + 1, 100000000000000000000",
        ".5 * 4, 2",
    })
    void expressionsAreExact(String expression, String value) {
        assertThat(calculate(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 / 0 | division by zero",
                "1 + | the expression ends too early",
                "~~ | the expression ends too early",
                "1 + x | 'x' is unexpected at character 5 of the expression",
                "1 2 | '2' is unexpected at character 3 of the expression",
                "(1 | the expression ends too early",
                "1.5 % 2 | % must be between whole numbers, the second above 0",
                "9 ^ 9 ^ 9 | exponents must be whole numbers in -200..200",
                "2 ^ 0.5 | exponents must be whole numbers in -200..200",
                "10 ^ 60 | numbers must have at most 50 digits",
                "1..2 | '1' is unexpected at character 1 of the expression",
            })
    void whatHasNoValueIsRejected(String expression, String message) {
        assertThatThrownBy(() -> calculate(expression))
                .isInstanceOf(ToolRejectionException.class)
                .hasMessage(message);
    }

    @Test
    void hostileExpressionsAreRejected() {
        assertThatThrownBy(() -> calculate("(".repeat(5000)))
                .hasMessage("parentheses must not be nested deeper than 100");
        assertThatThrownBy(() -> calculate("-".repeat(5000) + "1"))
                .hasMessage("there must be at most 100 signs and parentheses");
        assertThatThrownBy(() -> calculate("1+".repeat(6000) + "1"))
                .hasMessage("the expression must have at most 10000 characters");
        assertThatThrownBy(() -> calculate("9".repeat(60))).hasMessage("numbers must have at most 50 digits");
    }
}
