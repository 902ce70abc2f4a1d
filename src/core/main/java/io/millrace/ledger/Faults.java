package io.millrace.ledger;

import io.millrace.ledger.Fault.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts all faults and keeps the first ones. */
final class Faults {
    private final int most;
    private final List<Fault> first = new ArrayList<>();
    private final Map<Rule, Long> counts = new EnumMap<>(Rule.class);

    /** @param most number of faults to keep */
    Faults(int most) {
        this.most = most;
    }

    void add(Rule rule, String message, Object... values) {
        counts.merge(rule, 1L, Long::sum);
        if (first.size() < most) {
            first.add(new Fault(rule, message.formatted(values)));
        }
    }

    /** The first faults. */
    List<Fault> first() {
        return List.copyOf(first);
    }

    /** Number of faults by rule. */
    Map<Rule, Long> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }
}
