package io.millrace.dataset;

import java.util.List;

/**
 * An order in which each source has epochs of its own: random permutations of its prompts, one after the other. A place in it
 * is a source and a place in that source's order.
 */
public interface EpochOrder extends VisitOrder {
    /**
     * A source's prompts and their order.
     *
     * @param first index of its first prompt in the data set; the others follow
     * @param order of its prompts, counted from there
     */
    record Source(long first, PromptOrder order) {}

    /**
     * A place in the order.
     *
     * @param source number of the source, from 0
     * @param rank place in the source's own order, from 0: how often the source has come before
     */
    record Place(int source, long rank) {}

    /** The sources, in the order of the data set. */
    List<Source> sources();

    /**
     * The place of an ordinal.
     *
     * @param ordinal from 0, without end
     */
    Place placeAt(long ordinal);
}
