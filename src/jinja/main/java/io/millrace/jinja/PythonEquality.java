package io.millrace.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Equality of values as in Python: numbers by value, lists and mappings by their contents. */
final class PythonEquality {
    private final RenderBudget budget;

    PythonEquality(RenderBudget budget) {
        this.budget = budget;
    }

    boolean same(Object left, Object right) {
        return same(left, right, 0);
    }

    private boolean same(Object left, Object right, int depth) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right) == 0;
        }
        if (left instanceof String first && right instanceof String second) {
            budget.read(first.length() == second.length() ? first.length() : 0);
            return first.equals(second);
        }
        if (left instanceof List<?> first && right instanceof List<?> second) {
            return first.size() == second.size() && lists(first, second, depth + 1);
        }
        if (left instanceof Map<?, ?> first && right instanceof Map<?, ?> second) {
            return first.size() == second.size() && maps(first, second, depth + 1);
        }
        return left.equals(right);
    }

    private boolean lists(List<?> left, List<?> right, int depth) {
        RenderBudget.checkDepth(depth);
        Iterator<?> other = right.iterator();
        for (Object element : left) {
            budget.spend(1);
            if (!same(element, other.next(), depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean maps(Map<?, ?> left, Map<?, ?> right, int depth) {
        RenderBudget.checkDepth(depth);
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            budget.spend(1);
            Object other = right.get(entry.getKey());
            if (other == null || !same(entry.getValue(), other, depth)) {
                return false;
            }
        }
        return true;
    }
}
