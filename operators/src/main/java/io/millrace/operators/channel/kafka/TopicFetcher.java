package io.millrace.operators.channel.kafka;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic in a thread of its own, so that a source reader never blocks. */
final class TopicFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFetcher.class);
    private static final int QUEUE = 64;
    private static final Duration POLL = Duration.ofMillis(100);

    /** How often new partitions are discovered and the connection to the brokers is checked. */
    private static final long LOOK_NANOS = Duration.ofSeconds(10).toNanos();

    /** How long the brokers may be away, or a record may be missing before later ones. */
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private final String topic;
    private final KafkaErrors errors;
    private final boolean commits;
    private final ForeignRecords skipped;
    private final MergedRecords records;
    private final Thread thread;
    private final BlockingQueue<MergedRecords.Placed> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicReference<@Nullable Map<Integer, Long>> toCommit = new AtomicReference<>();
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;
    private volatile long pending;
    private volatile long foreign;
    private boolean commitFailed;
    private CompletableFuture<Void> available = new CompletableFuture<>();

    private TopicFetcher(
            String topic, KafkaErrors errors, boolean commits, ForeignRecords skipped, MergedRecords records) {
        this.topic = topic;
        this.errors = errors;
        this.commits = commits;
        this.skipped = skipped;
        this.records = records;
        this.thread = new Thread(this::run, "channel kafka:" + topic);
        this.thread.setDaemon(true);
    }

    /** Starts reading a split. */
    static TopicFetcher start(String topic, KafkaOptions options, ReadingOrder order, KafkaSplit split) {
        KafkaClients clients = KafkaClients.of(options);
        KafkaErrors errors = new KafkaErrors(topic, clients.servers());
        boolean commits = !options.group().isBlank();
        var consumer =
                clients.follower(commits ? Optional.of("%s-%s".formatted(options.group(), topic)) : Optional.empty());
        try {
            ForeignRecords foreign = ForeignRecords.copiedTo(options.foreignTopic(), clients, errors);
            MergedRecords records = new MergedRecords(topic, consumer, foreign, errors, order, split);
            TopicFetcher fetcher = new TopicFetcher(topic, errors, commits, foreign, records);
            fetcher.thread.start();
            return fetcher;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * The next record, if it has been read.
     *
     * @throws io.millrace.channel.ChannelException if the topic cannot be read
     */
    MergedRecords.@Nullable Placed poll() {
        MergedRecords.Placed next = queue.poll();
        RuntimeException failed = failure;
        if (next == null && failed != null) {
            throw failed;
        }
        return next;
    }

    /** Completes when {@link #poll} may give a record, or a failure. */
    synchronized CompletableFuture<Void> available() {
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        if (!queue.isEmpty() || failure != null) {
            available.complete(null);
        }
        return available;
    }

    private synchronized void becomeAvailable() {
        available.complete(null);
    }

    /** Commits offsets soon, for tools that show the lag; a failure is logged. */
    void commit(Map<Integer, Long> offsets) {
        if (commits && !offsets.isEmpty()) {
            toCommit.set(offsets);
        }
    }

    /** Number of committed records that {@link #poll} has not given yet, as far as it is known. */
    long pending() {
        return pending + queue.size();
    }

    /** Number of records that were skipped because they have no number. */
    long foreign() {
        return foreign;
    }

    private void run() {
        try {
            long heardNanos = System.nanoTime();
            long lookedNanos = heardNanos;
            while (!closed) {
                records.fetch(POLL);
                heardNanos = forward() ? System.nanoTime() : heardNanos;
                pending = records.pending();
                foreign = skipped.count();
                commitOffsets();
                if (System.nanoTime() - lookedNanos > LOOK_NANOS) {
                    heardNanos = look(heardNanos);
                    lookedNanos = System.nanoTime();
                }
            }
        } catch (WakeupException | InterruptedException e) {
            LOG.debug("channel kafka:{}: reading ends", topic);
        } catch (RuntimeException | Error e) {
            if (!closed) {
                failure = errors.of("could not be read", e);
            }
        } finally {
            becomeAvailable();
            records.close();
        }
    }

    /** Passes records on; whether there were any. */
    private boolean forward() throws InterruptedException {
        boolean any = false;
        for (var next = records.take(); next.isPresent() && !closed; next = records.take()) {
            pending = records.pending() + 1; // This one is in neither place.
            while (!queue.offer(next.get(), POLL.toMillis(), TimeUnit.MILLISECONDS) && !closed) {
                commitOffsets();
            }
            pending = records.pending();
            any = true;
            becomeAvailable();
        }
        return any;
    }

    /** Looks for new partitions, and fails if the brokers have been silent or a record has been missing for too long. */
    private long look(long heardNanos) {
        long now = System.nanoTime();
        boolean late = now - heardNanos > PATIENCE_NANOS;
        try {
            records.discover();
            boolean missing = records.misses() && records.caughtUp();
            if (missing && late) {
                throw KafkaRecordReader.missing(errors, records.next());
            }
            return missing ? heardNanos : now;
        } catch (RuntimeException e) {
            if (late) {
                throw e;
            }
            LOG.warn("channel kafka:{}: reading waits for the brokers", topic, e);
            return heardNanos;
        }
    }

    private void commitOffsets() {
        Map<Integer, Long> offsets = toCommit.getAndSet(null);
        if (offsets == null) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> places = new LinkedHashMap<>();
        offsets.forEach(
                (partition, offset) -> places.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        records.consumer().commitAsync(places, (committed, problem) -> {
            if (problem != null && !(problem instanceof RetriableException) && !commitFailed) {
                commitFailed = true;
                LOG.warn(
                        "channel kafka:{}: offsets could not be committed; only tools that show the lag need them",
                        topic,
                        problem);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        records.consumer().wakeup();
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
