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
            return bothIntegers(left, right)
                    ? Math.addExact(toLong(left), toLong(right))
                    : (Object) (toDouble(left) + toDouble(right));
        }
    },
    SUBTRACT("-") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return bothIntegers(left, right)
                    ? Math.subtractExact(toLong(left), toLong(right))
                    : (Object) (toDouble(left) - toDouble(right));
        }
    },
    MULTIPLY("*") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            if (left instanceof String text && Numbers.isWhole(right)) {
                long times = Math.max(0, toLong(right));
                RenderBudget.checkLength(Math.multiplyExact(times, Math.max(1L, text.length())));
                return text.repeat((int) times);
            }
            return bothIntegers(left, right)
                    ? Math.multiplyExact(toLong(left), toLong(right))
                    : (Object) (toDouble(left) * toDouble(right));
        }
    },
    DIVIDE("/") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            nonZero(right);
            return toDouble(left) / toDouble(right);
        }
    },
    FLOOR_DIVIDE("//") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            nonZero(right);
            return bothIntegers(left, right)
                    ? Math.floorDiv(toLong(left), toLong(right))
                    : (Object) Math.floor(toDouble(left) / toDouble(right));
        }
    },
    REMAINDER("%") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            nonZero(right);
            if (bothIntegers(left, right)) {
                return Math.floorMod(toLong(left), toLong(right));
            }
            double divisor = toDouble(right);
            return toDouble(left) - divisor * Math.floor(toDouble(left) / divisor);
        }
    },
    CONCATENATE("~") {
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
    NOT_EQUAL("!=") {
        @Override
        Object apply(Object left, Object right, RenderBudget budget) {
            return !TemplateValues.same(left, right, budget);
        }
    },
    LESS_THAN("<") {
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
    GREATER_THAN(">") {
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

    boolean bothIntegers(Object left, Object right) {
        return Numbers.isWhole(left) && Numbers.isWhole(right);
    }

    long toLong(Object value) {
        return Numbers.whole(value, "operand of " + symbol);
    }

    double toDouble(Object value) {
        return Numbers.fraction(value, "operand of " + symbol);
    }

    void nonZero(Object value) {
        check(toDouble(value) != 0, "operand of %s must not be 0", symbol);
    }
}
