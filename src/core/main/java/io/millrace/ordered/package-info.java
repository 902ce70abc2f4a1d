/**
 * Immutable maps and sets with a fixed iteration order.
 *
 * <p>{@code Map.of}, {@code Set.of}, their {@code copyOf} and most collectors iterate in an order that is randomised in each JVM.
 * Anything written, hashed, summed or compared in such an order differs between two equal runs, so the product code does not use
 * them (enforced by {@code FixedOrderRules} in the test kit). Start at {@link io.millrace.ordered.OrderedMap}.
 */
@NullMarked
package io.millrace.ordered;

import org.jspecify.annotations.NullMarked;
