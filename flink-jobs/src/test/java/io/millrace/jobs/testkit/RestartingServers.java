package io.millrace.jobs.testkit;

import io.millrace.testkit.hash.HashServers;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Weights;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Three servers of which one at a time is killed at random, and restarted with the weights that it had at first. */
public final class RestartingServers implements Closeable {
    private static final int SERVERS = 3;
    private static final int LIFE_MILLIS = 250;
    private static final int DEATH_MILLIS = 150;

    private final Path weights;
    private final List<FakeServer> servers;
    private volatile @Nullable RuntimeException failure;
    private volatile Thread killer = new Thread();
    private final AtomicInteger kills = new AtomicInteger();

    /** Starts the servers. */
    public RestartingServers(Path folder) {
        weights = Weights.write(folder, 1);
        servers = IntStream.range(0, SERVERS)
                .mapToObj(i -> FakeServer.start("vllm", FakeServer.Setup.logits(weights)))
                .toList();
    }

    /** How to sample on them. */
    public HashServers servers() {
        return new HashServers(
                weights.toString(), servers.stream().map(FakeServer::url).toList());
    }

    /** Starts to kill and restart servers at random. */
    public RestartingServers startKilling(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        killer = new Thread(() -> kill(random), "server-killer");
        killer.start();
        return this;
    }

    private void kill(SplittableRandom random) {
        try {
            while (true) {
                Thread.sleep(random.nextInt(LIFE_MILLIS));
                FakeServer victim = servers.get(random.nextInt(SERVERS));
                victim.kill();
                kills.incrementAndGet();
                Thread.sleep(random.nextInt(DEATH_MILLIS));
                victim.restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Fails if a server could not be killed or restarted. */
    public void check() {
        if (failure != null) {
            throw new AssertionError("a server could not be restarted", failure);
        }
    }

    /** Number of servers killed so far. */
    public int kills() {
        return kills.get();
    }

    @Override
    public void close() {
        killer.interrupt();
        try {
            killer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        servers.forEach(FakeServer::close);
    }
}
