package io.millrace.operators.channel.kafka;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Aborts the transactions that a failed attempt of the writer left open.
 *
 * <p>Flink's sink keeps those whose id belongs to the restored checkpoint, because they may still have to be committed.
 * But ids are reused: once the checkpoint's transaction was committed, the failed attempt may have opened another one
 * under its id, which would hide all later records of the topic until it times out.
 */
final class LingeringTransactions {
    private final KafkaClients clients;
    private final KafkaErrors errors;
    private final Pattern ids;

    LingeringTransactions(String topic, KafkaClients clients) {
        this.clients = clients;
        this.errors = new KafkaErrors(topic, clients.servers());
        this.ids = Pattern.compile(Pattern.quote(TransactionalSink.PREFIX + topic) + "-\\d+-\\d+");
    }

    /** Aborts all open ones; the restored checkpoint must be committed, and the writer must not have begun to write. */
    void abort() {
        try (Admin admin = clients.admin()) {
            List<String> open = admin
                    .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> ids.matcher(id).matches())
                    .toList();
            if (!open.isEmpty()) {
                admin.fenceProducers(open).all().get();
            }
        } catch (ExecutionException e) {
            throw errors.of("open transactions of a failed attempt could not be aborted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the channel was opened", e);
        }
    }
}
