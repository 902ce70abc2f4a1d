package io.millrace.operators.channel.kafka;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelOptions;
import io.millrace.check.OptionRules;
import io.millrace.ordered.OrderedMap;
import io.millrace.plugin.Default;
import io.millrace.plugin.TypeName;
import java.time.Duration;
import java.util.Map;

/**
 * Kafka cluster of channels with addresses {@code kafka:TOPIC}.
 *
 * @param servers bootstrap servers, `HOST:PORT` separated by commas; if empty, `bootstrap.servers` of `propertiesFile` or
 *     the environment variable `MILLRACE_KAFKA_BOOTSTRAP_SERVERS`
 * @param properties properties of Kafka's clients by name, without secrets
 * @param propertiesFile Java properties file with further properties, secrets among them; read where the tasks run, not
 *     copied
 * @param create whether missing topics are created when a run starts
 * @param partitions partitions of a created topic, at least 1
 * @param replication replicas of each partition of a created topic, at least 1
 * @param retention time after which a created topic may delete a record; 0 s keeps it forever
 * @param restartTime time that a failed job may need until it runs again; with the checkpoint interval, a lower bound of
 *     `transaction.timeout.ms`
 * @param foreignTopic topic to which jobs copy records of other programs that they find in a channel, with the reason in
 *     the headers of KIP-1034; none if empty
 * @param group prefix of the consumer groups whose offsets are committed for tools that show the lag; none if empty
 */
@TypeName(KafkaChannel.KIND)
public record KafkaOptions(
        @Default("") String servers,
        @Default("{}") Map<String, String> properties,
        @Default("") String propertiesFile,
        @Default("false") boolean create,
        @Default("1") int partitions,
        @Default("1") int replication,
        @Default("0 s") Duration retention,
        @Default("2 min") Duration restartTime,
        @Default("") String foreignTopic,
        @Default("millrace") String group)
        implements ChannelOptions {
    /** The defaults, with the servers of the environment. */
    static final KafkaOptions DEFAULTS =
            new KafkaOptions("", Map.of(), "", false, 1, 1, Duration.ZERO, Duration.ofMinutes(2), "", "millrace");

    private static final int MOST_REPLICAS = Short.MAX_VALUE;

    public KafkaOptions {
        requireNonNull(servers, "servers");
        properties = OrderedMap.copyOf(properties);
        requireNonNull(propertiesFile, "propertiesFile");
        requireNonNull(foreignTopic, "foreignTopic");
        requireNonNull(group, "group");
        OptionRules rules = new OptionRules("kafka");
        properties.keySet().forEach(name -> PropertyRules.inConfiguration(name)
                .ifPresent(rule -> rules.that(false, "properties", "%s", rule)));
        rules.that(partitions >= 1, "partitions", "must be >= 1, was %d", partitions);
        rules.that(
                replication >= 1 && replication <= MOST_REPLICAS,
                "replication",
                "must be in 1..%d, was %d",
                MOST_REPLICAS,
                replication);
        rules.that(!retention.isNegative(), "retention", "must be >= 0 s, was %d s", retention.toSeconds());
        rules.that(!restartTime.isNegative(), "restartTime", "must be >= 0 s, was %d s", restartTime.toSeconds());
        rules.done();
    }

    @Override
    public Map<String, String> files() {
        return Map.of("propertiesFile", propertiesFile);
    }

    @Override
    public KafkaOptions keepingAll() {
        return new KafkaOptions(
                servers,
                properties,
                propertiesFile,
                create,
                partitions,
                replication,
                Duration.ZERO,
                restartTime,
                foreignTopic,
                group);
    }
}
