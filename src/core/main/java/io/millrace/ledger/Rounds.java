package io.millrace.ledger;

/**
 * The rounds of a ledger.
 *
 * @param first first step in the ledger; 0 if it is empty
 * @param last last step in the ledger; 0 if it is empty
 * @param fewest smallest number of visits that ended in a step
 * @param most largest number of visits that ended in a step
 * @param shards number of shards
 * @param withoutVisits number of minibatches between these that ended no visit (compensation batches of RoRecomp)
 * @param stepsCompared steps that were compared with the channel of steps; -1 if there is none
 * @param minibatchesCompared minibatches that were compared with their channel; -1 if there is none
 * @param minibatchesAhead minibatches in their channel that have not been trained on
 */
public record Rounds(
        long first,
        long last,
        long fewest,
        long most,
        int shards,
        long withoutVisits,
        long stepsCompared,
        long minibatchesCompared,
        long minibatchesAhead) {}
