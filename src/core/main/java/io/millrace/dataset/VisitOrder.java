package io.millrace.dataset;

/**
 * An endless order in which the prompts of a data set are visited, without storing it: a position is a single number, the ordinal,
 * and any position can be computed directly.
 */
public interface VisitOrder {
    /**
     * The prompt at a position in the order.
     *
     * @param ordinal from 0, without end
     * @return an index of the data set, from 0
     */
    long indexAt(long ordinal);

    /**
     * The number of the visit at this position: the number of earlier visits of its prompt or, if that is unknown, another number
     * that increases with every visit of a prompt.
     *
     * @param ordinal from 0, without end
     */
    long visitAt(long ordinal);
}
