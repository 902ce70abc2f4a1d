package io.millrace.operators.channel.kafka;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.jspecify.annotations.Nullable;

/**
 * Shows whether the broker is still completing commits of a channel's transactions. It confirms a commit before all
 * partitions show it; in a single partition the records themselves show that.
 */
final class OpenCommits implements AutoCloseable {
    private final KafkaClients clients;
    private final KafkaErrors errors;
    private final String prefix;
    private @Nullable Admin admin;

    OpenCommits(String topic, KafkaClients clients) {
        this.clients = clients;
        this.errors = new KafkaErrors(topic, clients.servers());
        this.prefix = TransactionalSink.PREFIX + topic + "-";
    }

    /**
     * Whether a commit is being completed.
     *
     * @param partitions of the topic
     */
    boolean any(int partitions) throws InterruptedException {
        if (partitions == 1) {
            return false;
        }
        Admin asked = admin == null ? clients.admin() : admin;
        admin = asked;
        try {
            var open = new ListTransactionsOptions().filterStates(Set.of(TransactionState.PREPARE_COMMIT));
            return asked.listTransactions(open).all().get().stream()
                    .anyMatch(transaction -> transaction.transactionalId().startsWith(prefix));
        } catch (ExecutionException e) {
            throw errors.of("its transactions could not be listed", e);
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
