package io.millrace.operators.prompts;

import static java.util.Objects.requireNonNull;

import io.millrace.dataset.VisitOrder;
import io.millrace.model.PolicyVersion;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * The orders of visits under the policy versions that visits may still start on: a follower adopts versions while a reader asks
 * for those that let its visits start, which rise too.
 */
final class VersionOrders {
    private final Function<PolicyVersion, VisitOrder> orders;
    private final ConcurrentSkipListMap<Long, VisitOrder> known = new ConcurrentSkipListMap<>();

    /** @param orders makes a version's order; is asked once for each, while its files are there */
    VersionOrders(Function<PolicyVersion, VisitOrder> orders) {
        this.orders = requireNonNull(orders, "orders");
    }

    /** Makes a new version's order, before any visit starts on it. */
    void adopt(PolicyVersion version) {
        known.put(version.number(), orders.apply(version));
    }

    /** The order of an adopted version; those of older ones are forgotten. */
    VisitOrder of(PolicyVersion version) {
        known.headMap(version.number()).clear();
        return requireNonNull(known.get(version.number()), "order of version " + version.number());
    }
}
