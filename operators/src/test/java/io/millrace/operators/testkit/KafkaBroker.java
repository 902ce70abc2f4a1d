package io.millrace.operators.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.channel.ChannelsConfig;
import io.millrace.file.Folders;
import io.millrace.operators.channel.kafka.KafkaChannel;
import io.millrace.operators.channel.kafka.KafkaOptions;
import io.millrace.plugin.Sections;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker in this process, on loopback; one for all tests of a JVM. It can be stopped and started again. */
public final class KafkaBroker {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static KafkaBroker running;

    private final Path folder;
    private final int port;
    private final int controllerPort = freePort();
    private final Map<String, String> more;
    private KafkaRaftServer server;

    private KafkaBroker(Path folder, int port, Map<String, String> more) {
        this.folder = folder;
        this.port = port;
        this.more = more;
    }

    /**
     * A broker with a folder that outlives it, running.
     *
     * @param folder for its topics; empty, or that of an earlier broker, whose topics are kept
     * @param port on loopback; 0 for any free one
     */
    static KafkaBroker in(Path folder, int port) throws Exception {
        return in(folder, port == 0 ? freePort() : port, Map.of());
    }

    /**
     * A broker with settings of its own, running.
     *
     * @param folder for its topics; empty, or that of an earlier broker, whose topics are kept
     * @param more settings in addition to those of every broker, or in place of them
     */
    public static KafkaBroker in(Path folder, int port, Map<String, String> more) throws Exception {
        KafkaBroker broker = new KafkaBroker(Files.createDirectories(folder), port, more);
        if (!Files.exists(folder.resolve("meta.properties"))) {
            broker.format();
        }
        broker.start();
        return broker;
    }

    /** The broker of this JVM, started at the first call. */
    public static synchronized KafkaBroker running() {
        if (running == null) {
            try {
                running = new KafkaBroker(Files.createTempDirectory("kafka"), freePort(), Map.of());
                running.format();
            } catch (Exception e) {
                throw new IllegalStateException("broker could not be formatted", e);
            }
            running.start();
            Runtime.getRuntime().addShutdownHook(new Thread(running::remove));
        }
        return running;
    }

    /** The address of the broker. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    /** Configuration of channels in this broker. */
    public ChannelsConfig config() {
        return config("", "", "", "", "", "");
    }

    /** Configuration of a run with all channels in new topics of this broker. */
    public ChannelsConfig run(int partitions) {
        return config(
                "kafka:" + topic("ledger", partitions),
                "kafka:" + topic("steps", partitions),
                "kafka:" + topic("minibatches", partitions),
                "kafka:" + topic("reflections", partitions),
                "kafka:" + topic("dead-letters", partitions),
                "kafka:" + topic("acknowledgements", partitions));
    }

    private ChannelsConfig config(
            String ledger,
            String steps,
            String minibatches,
            String reflections,
            String deadLetters,
            String acknowledgements) {
        return new ChannelsConfig(
                ChannelsConfig.KEEP_ALL.segmentBytes(),
                Duration.ZERO,
                0,
                ledger,
                steps,
                minibatches,
                reflections,
                deadLetters,
                acknowledgements,
                "",
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                new Sections<>(List.of(options())));
    }

    /** The numbers of all committed records of a topic, in the order in which a plain consumer gets them. */
    public List<Long> numbers(String topic) {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "5");
        List<Long> numbers = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record -> numbers.add(Long.parseLong(new String(
                                record.headers().lastHeader("millrace-number").value(), UTF_8))));
            }
        }
        return numbers;
    }

    /** Number of partitions of a topic that have records. */
    public long partitionsWithRecords(String topic) {
        Map<String, Object> properties = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .filter(end -> end > 0)
                    .count();
        }
    }

    /** Options of channels in this broker. */
    public KafkaOptions options() {
        return options(Map.of());
    }

    /** Options of channels in this broker, with properties of the clients. */
    public KafkaOptions options(Map<String, String> properties) {
        return new KafkaOptions(
                servers(), properties, "", false, 1, 1, Duration.ZERO, Duration.ofSeconds(30), "", "millrace");
    }

    /** A channel in a new topic. */
    public KafkaChannel channel(String name, int partitions) {
        return new KafkaChannel(topic(name, partitions), options());
    }

    /** A new topic whose name begins with a text. */
    public String topic(String name, int partitions) {
        String topic = "%s-%d".formatted(name, NAMES.incrementAndGet());
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1))))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("topic %s could not be created".formatted(topic), e);
        }
        return topic;
    }

    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers()));
    }

    private void remove() {
        stop();
        Folders.deleteQuietly(folder);
    }

    /** Stops the broker in an orderly way; its topics are kept. */
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /** Starts the broker with the topics that it had. */
    public void start() {
        server = new KafkaRaftServer(new KafkaConfig(properties()), Time.SYSTEM);
        server.startup();
    }

    private void format() throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private Properties properties() {
        Properties all = new Properties();
        all.put("node.id", "1");
        all.put("process.roles", "broker,controller");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.put("listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("controller.listener.names", "CONTROLLER");
        all.put("inter.broker.listener.name", "PLAINTEXT");
        all.put("log.dirs", folder.toString());
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "2");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("transaction.state.log.num.partitions", "2");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("message.max.bytes", "16777216");
        all.put("replica.fetch.max.bytes", "16777216");
        all.put("auto.create.topics.enable", "false");
        all.put("log.retention.check.interval.ms", "1000");
        all.put("log.initial.task.delay.ms", "500");
        all.putAll(more);
        return all;
    }

    /** A free port on loopback. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
