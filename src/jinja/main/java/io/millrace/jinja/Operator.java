package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.util.ArrayList;
import java.util.List;

/** Binary operators. */
enum Operator {
    ADD("+") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            if (left instanceof String first && right instanceof String second) {
                RenderBudget.checkLength((long) first.length() + second.length());
                return first + second;
            }
            if (left instanceof List<?> first && right instanceof List<?> second) {
                List<Object> all = new ArrayList<>(first);
                all.addAll(second);
                return all;
            }
            return whole(left, right)
                    ? Math.addExact(integer(left), integer(right))
                    : (Object) (fraction(left) + fraction(right));
        }
    },
    SUBTRACT("-") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return whole(left, right)
                    ? Math.subtractExact(integer(left), integer(right))
                    : (Object) (fraction(left) - fraction(right));
        }
    },
    MULTIPLY("*") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            if (left instanceof String text && Numbers.isWhole(right)) {
                long times = Math.max(0, integer(right));
                RenderBudget.checkLength(Math.multiplyExact(times, Math.max(1L, text.length())));
                return text.repeat((int) times);
            }
            return whole(left, right)
                    ? Math.multiplyExact(integer(left), integer(right))
                    : (Object) (fraction(left) * fraction(right));
        }
    },
    DIVIDE("/") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            nonZero(right);
            return fraction(left) / fraction(right);
        }
    },
    FLOOR("//") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            nonZero(right);
            return whole(left, right)
                    ? Math.floorDiv(integer(left), integer(right))
                    : (Object) Math.floor(fraction(left) / fraction(right));
        }
    },
    REMAINDER("%") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            nonZero(right);
            if (whole(left, right)) {
                return Math.floorMod(integer(left), integer(right));
            }
            double divisor = fraction(right);
            return fraction(left) - divisor * Math.floor(fraction(left) / divisor);
        }
    },
    JOIN("~") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return ADD.apply(TemplateValues.text(left, budget), TemplateValues.text(right, budget), budget);
        }
    },
    EQUAL("==") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return TemplateValues.same(left, right, budget);
        }
    },
    UNEQUAL("!=") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return !TemplateValues.same(left, right, budget);
        }
    },
    LESS("<") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return TemplateValues.compare(left, right, budget) < 0;
        }
    },
    AT_MOST("<=") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return TemplateValues.compare(left, right, budget) <= 0;
        }
    },
    MORE(">") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return TemplateValues.compare(left, right, budget) > 0;
        }
    },
    AT_LEAST(">=") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return TemplateValues.compare(left, right, budget) >= 0;
        }
    },
    IN("in") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return TemplateValues.contains(right, left, budget);
        }
    },
    NOT_IN("not in") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return !TemplateValues.contains(right, left, budget);
        }
    };

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator's symbol. */
    String symbol() {
        return symbol;
    }

    abstract Object apply(Object left, Object right, RenderBudget budget);

    boolean whole(Object left, Object right) {
        return Numbers.isWhole(left) && Numbers.isWhole(right);
    }

    long integer(Object value) {
        return Numbers.whole(value, "operand of " + symbol);
    }

    double fraction(Object value) {
        return Numbers.fraction(value, "operand of " + symbol);
    }

    void nonZero(Object value) {
        check(fraction(value) != 0, "operand of %s must not be 0", symbol);
    }
}
