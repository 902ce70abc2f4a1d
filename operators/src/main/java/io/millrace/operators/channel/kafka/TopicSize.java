package io.millrace.operators.channel.kafka;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** The size of a topic in the logs of its brokers. */
final class TopicSize {
    private TopicSize() {}

    /** Size in bytes, counting one replica of each partition: the largest. */
    static long of(String topic, KafkaClients clients) {
        KafkaErrors errors = new KafkaErrors(topic, clients.servers());
        Map<Integer, Long> partitions = new TreeMap<>();
        try (Admin admin = clients.admin()) {
            var brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            for (Map<String, LogDirDescription> logs :
                    admin.describeLogDirs(brokers).allDescriptions().get().values()) {
                logs.values().forEach(log -> log.replicaInfos().forEach((partition, replica) -> {
                    if (partition.topic().equals(topic)) {
                        partitions.merge(partition.partition(), replica.size(), Math::max);
                    }
                }));
            }
        } catch (ExecutionException e) {
            throw errors.of("its size could not be read", e);
        } catch (InterruptedException e) {
            throw errors.of("its size could not be read", e);
        }
        return partitions.values().stream().mapToLong(Long::longValue).sum();
    }
}
