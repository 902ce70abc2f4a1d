package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.channel.Channel;
import io.millrace.operators.testkit.KafkaBroker;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** Jobs between channels in Kafka topics with two partitions. */
class KafkaJobIT extends ChannelJobContract {
    private final Map<String, Channel> channels = new TreeMap<>();

    @Override
    Channel channel(String name) {
        return channels.computeIfAbsent(name, topic -> KafkaBroker.running().channel(topic, 2));
    }

    @Override
    boolean withdraws() {
        return false;
    }

    @Override
    void assertClean(Channel channel) {
        try (var admin = KafkaBroker.running().admin()) {
            assertThat(admin.listTransactions().all().get())
                    .filteredOn(one -> one.transactionalId()
                            .startsWith("millrace-" + channel.address().place()))
                    .isNotEmpty()
                    .extracting(TransactionListing::state)
                    .doesNotContain(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
