package io.millrace.operators.prompts;

import static java.util.Objects.requireNonNull;

import io.millrace.dataset.VisitOrder;
import io.millrace.model.PolicyVersion;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * The orders of visits by policy version, for versions that visits may still start on. A follower adopts versions while
 * a reader requests those that allow its visits to start; both go in increasing order.
 */
final class VersionOrders {
    private final Function<PolicyVersion, VisitOrder> orders;
    private final ConcurrentSkipListMap<Long, VisitOrder> known = new ConcurrentSkipListMap<>();

    /** @param orders creates a version's order; called once per version, while its files exist */
    VersionOrders(Function<PolicyVersion, VisitOrder> orders) {
        this.orders = requireNonNull(orders, "orders");
    }

    /** Creates a new version's order, before any visit starts on it. */
    void adopt(PolicyVersion version) {
        known.put(version.number(), orders.apply(version));
    }

    /** The order of an adopted version; orders of older versions are dropped. */
    VisitOrder of(PolicyVersion version) {
        known.headMap(version.number()).clear();
        return requireNonNull(known.get(version.number()), "order of version " + version.number());
    }
}
