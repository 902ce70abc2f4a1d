package io.millrace.operators.channel.kafka;

import io.millrace.ordered.OrderedSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Opens Kafka clients with the properties that a channel needs. */
final class KafkaClients {
    /** Flink's default, one hour, is longer than brokers allow by default. */
    private static final String TRANSACTION_TIMEOUT_MS = "900000";

    /** A minibatch may take several megabytes. */
    private static final String LARGEST_RECORD = Integer.toString(32 << 20);

    private static final String BUFFER = Integer.toString(64 << 20);
    private static final String BLOCK_MS = "30000";

    /** The time within which new partitions are discovered. */
    private static final String METADATA_MS = "30000";

    /** A broker answers the requests of a connection in order, so a fetch that waits for records delays the next request. */
    private static final String LOOK_UP_WAIT_MS = "5";

    private static final Set<String> ALL = all();

    private final ClientProperties properties;

    private KafkaClients(ClientProperties properties) {
        this.properties = properties;
    }

    /**
     * Reads the properties; must be called in the process that opens the clients.
     *
     * @throws io.millrace.channel.ChannelException if they cannot be read or used
     */
    static KafkaClients of(KafkaOptions options) {
        return new KafkaClients(ClientProperties.of(options, System.getenv()));
    }

    /** The bootstrap servers. */
    String servers() {
        return properties.servers();
    }

    /** Properties of a transactional producer, without its transactional id. */
    Properties producer() {
        Properties all = new Properties();
        all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        all.putAll(properties.forClient(ProducerConfig.configNames(), ALL));
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return all;
    }

    /** The time after which the broker aborts a transaction that is not committed, in milliseconds. */
    long transactionTimeoutMillis() {
        return Long.parseLong(String.valueOf(producer().get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)));
    }

    /** A consumer that looks up single committed records; its fetches barely wait for new ones. */
    Consumer<byte[], byte[]> lookUp() {
        Map<String, Object> all = consumer();
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LOOK_UP_WAIT_MS);
        return open(all);
    }

    /**
     * A consumer that follows committed records.
     *
     * @param group consumer group in which it may commit offsets
     */
    Consumer<byte[], byte[]> follower(Optional<String> group) {
        Map<String, Object> all = consumer();
        group.ifPresent(id -> all.put(ConsumerConfig.GROUP_ID_CONFIG, id));
        return open(all);
    }

    private Map<String, Object> consumer() {
        Map<String, Object> all = properties.forClient(ConsumerConfig.configNames(), ALL);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MS);
        all.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MS);
        return all;
    }

    private static Consumer<byte[], byte[]> open(Map<String, Object> all) {
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A client for topics, transactions and the configuration of brokers. */
    Admin admin() {
        Map<String, Object> all = properties.forClient(AdminClientConfig.configNames(), ALL);
        all.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MS);
        return Admin.create(all);
    }

    private static Set<String> all() {
        Set<String> names = new TreeSet<>(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return OrderedSet.copyOf(names);
    }
}
