package io.millrace.dataset;

/**
 * An endless order in which the prompts of a data set are visited, none of it stored: a place in it is one number, the
 * ordinal, and any place can be asked for at once.
 */
public interface VisitOrder {
    /**
     * The prompt at a place in the order.
     *
     * @param ordinal from 0, without end
     * @return an index of the data set, from 0
     */
    long indexAt(long ordinal);

    /**
     * The number of the visit at this place: how often its prompt has come before, or another number that rises with every
     * visit of a prompt, if that cannot be known.
     *
     * @param ordinal from 0, without end
     */
    long visitAt(long ordinal);
}
