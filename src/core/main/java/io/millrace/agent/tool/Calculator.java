package io.millrace.agent.tool;

import io.millrace.agent.Describe;
import io.millrace.agent.RecordTool;
import io.millrace.check.OptionRules;
import io.millrace.model.Prompt;
import io.millrace.plugin.Default;

/**
 * Exact arithmetic: fractions of whole numbers of any size, never rounded. Results that are not whole are given as a decimal if that is
 * exact, otherwise as a fraction.
 *
 * @param digits maximum number of digits of a number, at least 1; larger results are rejected
 */
public record Calculator(@Default("1000") int digits) implements RecordTool<Calculator.Expression> {
    /**
     * The expression.
     *
     * @param expression its text
     */
    public record Expression(
            @Describe("numbers with + - * / ^ % and parentheses, for instance (3 + 4) * 2.5")
            String expression) {}

    public Calculator {
        OptionRules rules = new OptionRules("calculator");
        rules.that(digits >= 1, "digits", "must be >= 1, was %d", digits);
        rules.done();
    }

    @Override
    public String description() {
        return "Calculates an arithmetic expression exactly.";
    }

    @Override
    public Class<Expression> arguments() {
        return Expression.class;
    }

    @Override
    public String call(Expression given, Prompt prompt) {
        return new ExactArithmetic(given.expression(), digits).result();
    }
}
