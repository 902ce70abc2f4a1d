package io.millrace.operators.channel.kafka;

import io.millrace.ordered.OrderedMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks, before a job starts, that it can write to a topic without losing records. */
final class TopicCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
    private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

    /** A minibatch may take several megabytes; brokers allow one by default. */
    private static final String LARGEST_BATCH = Integer.toString(16 << 20);

    private static final Duration VISIBLE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final KafkaOptions options;
    private final KafkaErrors errors;
    private final Admin admin;

    private TopicCheck(String topic, KafkaOptions options, KafkaErrors errors, Admin admin) {
        this.topic = topic;
        this.options = options;
        this.errors = errors;
        this.admin = admin;
    }

    /** @throws io.millrace.channel.ChannelException naming the setting that does not fit */
    static void prepare(String topic, KafkaOptions options, Duration checkpointInterval) {
        KafkaClients clients = KafkaClients.of(options);
        KafkaErrors errors = new KafkaErrors(topic, clients.servers());
        try (Admin admin = clients.admin()) {
            TopicCheck check = new TopicCheck(topic, options, errors, admin);
            check.exists();
            check.keepsRecords();
            check.timeout(clients.transactionTimeoutMillis(), checkpointInterval);
        } catch (RuntimeException e) {
            throw errors.of("could not be checked", e);
        }
    }

    private void exists() {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw errors.of("could not be described", e);
            }
            if (!options.create()) {
                throw errors.refuse("topic does not exist: create it, or set channels.kafka.create to true");
            }
            create();
        } catch (InterruptedException e) {
            throw errors.of("could not be described", e);
        }
    }

    private void create() {
        String retention = options.retention().isZero()
                ? "-1"
                : Long.toString(options.retention().toMillis());
        NewTopic made = new NewTopic(
                        topic, Optional.of(options.partitions()), Optional.of((short) options.replication()))
                .configs(OrderedMap.ofEntries(
                        Map.entry(TopicConfig.RETENTION_MS_CONFIG, retention),
                        Map.entry(TopicConfig.RETENTION_BYTES_CONFIG, "-1"),
                        Map.entry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                        Map.entry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_BATCH)));
        try {
            admin.createTopics(List.of(made)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // Another job may have created it first.
                throw errors.of("could not be created", e);
            }
        } catch (InterruptedException e) {
            throw errors.of("could not be created", e);
        }
        awaitVisible();
    }

    /** Brokers learn of a new topic a little later than the controller, which has created it. */
    private void awaitVisible() {
        long start = System.nanoTime();
        while (!visible() && System.nanoTime() - start < VISIBLE.toNanos()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Whether brokers know the topic; any other failure is for the checks to report. */
    private boolean visible() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            admin.describeConfigs(List.of(resource)).all().get();
            return true;
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof UnknownTopicOrPartitionException);
        } catch (InterruptedException e) {
            throw errors.of("could not be described", e);
        }
    }

    /** Compaction would delete individual records and leave gaps. */
    private void keepsRecords() {
        config(new ConfigResource(ConfigResource.Type.TOPIC, topic), TopicConfig.CLEANUP_POLICY_CONFIG)
                .filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT))
                .ifPresent(policy -> {
                    throw errors.refuse(
                            "cleanup.policy of the topic must be delete, was %s, which leaves gaps: change it", policy);
                });
    }

    private void timeout(long timeoutMillis, Duration checkpointInterval) {
        long interval = checkpointInterval.toMillis();
        long restart = options.restartTime().toMillis();
        if (timeoutMillis < interval + restart) {
            throw errors.refuse(
                    "transaction.timeout.ms must be >= %d ms, the checkpoint interval of %d ms and channels.kafka.restartTime of %d ms, was %d ms: the records of a checkpoint would be lost in a longer failure: raise it in channels.kafka.properties, or lower channels.kafka.restartTime",
                    interval + restart, interval, restart, timeoutMillis);
        }
        for (Node broker : get(admin.describeCluster().nodes(), "its brokers could not be described")) {
            config(new ConfigResource(ConfigResource.Type.BROKER, broker.idString()), MAX_TIMEOUT)
                    .map(Long::parseLong)
                    .filter(most -> timeoutMillis > most)
                    .ifPresent(most -> {
                        throw errors.refuse(
                                "transaction.timeout.ms must be <= %s of broker %s, %d ms, was %d ms: lower it in channels.kafka.properties, or raise the broker's; the checkpoint interval is %d ms, channels.kafka.restartTime %d ms",
                                MAX_TIMEOUT, broker.idString(), most, timeoutMillis, interval, restart);
                    });
        }
    }

    /** A setting of the cluster; empty if the user is not permitted to read it. */
    private Optional<String> config(ConfigResource resource, String name) {
        try {
            return Optional.ofNullable(
                            admin.describeConfigs(List.of(resource)).all().get().get(resource))
                    .flatMap(config -> Optional.ofNullable(config.get(name)))
                    .map(ConfigEntry::value);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                LOG.warn("channel kafka:{}: {} could not be checked: {}", topic, name, String.valueOf(e.getCause()));
                return Optional.empty();
            }
            throw errors.of("%s could not be read".formatted(name), e);
        } catch (InterruptedException e) {
            throw errors.of("%s could not be read".formatted(name), e);
        }
    }

    private <T> T get(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw errors.of(what, e);
        }
    }
}
