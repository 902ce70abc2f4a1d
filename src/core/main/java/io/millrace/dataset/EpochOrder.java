package io.millrace.dataset;

import java.util.List;

/**
 * An order in which each source has separate epochs: successive random permutations of its prompts. A position in it is a source
 * and a position in that source's order.
 */
public interface EpochOrder extends VisitOrder {
    /**
     * A source's prompts and their order.
     *
     * @param first index of its first prompt in the data set; the others follow
     * @param order the order of its prompts, counted from there
     */
    record Source(long first, PromptOrder order) {}

    /**
     * A position in the order.
     *
     * @param source number of the source, from 0
     * @param rank position in the source's order, from 0, which is also the number of earlier visits to the source
     */
    record Place(int source, long rank) {}

    /** The sources, in the order of the data set. */
    List<Source> sources();

    /**
     * The position of an ordinal.
     *
     * @param ordinal from 0, without end
     */
    Place placeAt(long ordinal);
}
