package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import io.millrace.model.PromptVisit;

/**
 * A data set in an endless random order: one split, whose position is one number.
 *
 * @param dataset the prompts
 * @param order of the same size
 */
public record OrderedDataset(Dataset dataset, PromptOrder order) {
    public OrderedDataset {
        requireNonNull(dataset, "dataset");
        requireNonNull(order, "order");
        Require.that(
                dataset.size() == order.size(),
                "data set %s: order must be over its %d prompts, was over %d",
                dataset.name(),
                dataset.size(),
                order.size());
    }

    /** A data set in the order that a seed gives. */
    public static OrderedDataset of(Dataset dataset, long seed) {
        return new OrderedDataset(dataset, new PromptOrder(seed, dataset.size()));
    }

    /**
     * The visit at a place in the order; its split is the data set's name.
     *
     * @param ordinal from 0, without end
     */
    public PromptVisit visit(long ordinal) {
        return new PromptVisit(dataset.get(order.indexAt(ordinal)), order.visitAt(ordinal), dataset.name(), ordinal);
    }
}
