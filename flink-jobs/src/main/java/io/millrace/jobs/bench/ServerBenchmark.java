package io.millrace.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.check.Require;
import io.millrace.config.ConfigReader;
import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.token.Tokenizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures sampling on inference servers: how it grows with their number, and what it costs this process. The servers are {@link
 * PacedServer}s in the same process, whose processor time is subtracted.
 *
 * @param policy folder of the policy, for its tokenizer
 * @param tokenizer its tokenizer
 * @param samples responses of a group, at least 1
 * @param tokens length of each response in tokens, at least 1
 * @param inFlight responses in progress on a server, at least {@code samples}
 * @param nanoTime a monotonic clock, in nanoseconds
 */
public record ServerBenchmark(
        Path policy, Tokenizer tokenizer, int samples, int tokens, int inFlight, LongSupplier nanoTime) {
    private static final String DISPATCHER = "HTTP-Dispatcher";
    private static final int PROMPT = 32;

    public ServerBenchmark {
        Require.that(samples >= 1, "benchmark: samples must be >= 1, was %d", samples);
        Require.that(tokens >= 1, "benchmark: tokens must be >= 1, was %d", tokens);
        Require.that(inFlight >= samples, "benchmark: inFlight must be >= samples (%d), was %d", samples, inFlight);
    }

    /**
     * A measurement.
     *
     * @param responsesPerSecond responses that were read, checked and handed over, per second of wall time
     * @param tokensPerSecond their tokens
     * @param clientMicrosPerToken processor time of this process without that of the servers' threads, for each response token, in
     *     microseconds; includes all of the compiler's and the garbage collector's
     */
    public record Result(double responsesPerSecond, double tokensPerSecond, double clientMicrosPerToken) {}

    /**
     * Measures.
     *
     * @param servers number of servers, at least 1
     * @param speed tokens per second of each response on a server; infinite for as fast as possible
     * @param warmUp seconds before the measurement
     * @param seconds seconds of the measurement
     */
    public Result run(int servers, double speed, double warmUp, double seconds)
            throws IOException, InterruptedException {
        List<PacedServer> started = new ArrayList<>();
        try {
            for (int i = 0; i < servers; i++) {
                started.add(new PacedServer(tokenizer, speed));
            }
            try (PolicyEngine engine = engine(started)) {
                return measure(engine, 2 * servers * inFlight / samples, warmUp, seconds);
            }
        } finally {
            started.forEach(PacedServer::close);
        }
    }

    /** Responses so far, and the first failure. */
    private static final class Progress {
        final AtomicLong responses = new AtomicLong();
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        void check() {
            Throwable first = failure.get();
            if (first != null) {
                throw new IllegalStateException("benchmark: a group failed: " + first.getMessage(), first);
            }
        }
    }

    private PolicyEngine engine(List<PacedServer> servers) {
        String urls = servers.stream().map(server -> "'" + server.url() + "'").collect(Collectors.joining(", "));
        MillraceConfig config = ConfigReader.parse(
                "policy: {engine: vllm, path: '%s', contextTokens: %d, servers: {urls: [%s], inFlight: %d, weights: {probe: none}}}"
                        .formatted(policy.toString().replace("'", "''"), PROMPT + tokens, urls, inFlight),
                List.of(),
                "of the benchmark");
        return EngineKind.named("vllm").open(config, policy, () -> tokenizer);
    }

    private Result measure(PolicyEngine engine, int groups, double warmUp, double seconds) throws InterruptedException {
        Progress done = new Progress();
        Semaphore room = new Semaphore(groups);
        long visit = submitUntil(engine, 0, room, done, nanoTime.getAsLong() + (long) (1e9 * warmUp));
        long responses = done.responses.get();
        long cpu = clientNanos();
        long start = nanoTime.getAsLong();
        submitUntil(engine, visit, room, done, start + (long) (1e9 * seconds));
        double wall = (nanoTime.getAsLong() - start) / 1e9;
        double used = (clientNanos() - cpu) / 1e3;
        double read = done.responses.get() - responses;
        room.acquire(groups);
        return new Result(read / wall, read * tokens / wall, used / (read * tokens));
    }

    private long submitUntil(PolicyEngine engine, long first, Semaphore room, Progress done, long deadline)
            throws InterruptedException {
        long visit = first;
        while (nanoTime.getAsLong() < deadline) {
            if (room.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                engine.sample(request(visit++))
                        .thenAccept(group -> done.responses.addAndGet(checked(group)))
                        .whenComplete((nothing, failure) -> {
                            done.failure.compareAndSet(null, failure);
                            room.release();
                        });
            }
            done.check();
        }
        return visit;
    }

    private int checked(List<Response> group) {
        for (Response response : group) {
            Require.that(
                    response.length() == tokens, "response must have %d tokens, had %d", tokens, response.length());
        }
        return group.size();
    }

    private SamplingRequest request(long visit) {
        int[] prompt = new int[PROMPT];
        Arrays.setAll(prompt, i -> i);
        return new SamplingRequest(
                "q" + visit % 1000,
                visit / 1000,
                PromptKind.PLAIN,
                new TokenIds(prompt),
                samples,
                new Sampling(1, 1, 0, tokens, List.of(), 1));
    }

    /** Processor time of this process without that of the servers, in nanoseconds. */
    private static long clientNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long servers = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null
                    && (thread.getThreadName().equals(PacedServer.THREADS)
                            || thread.getThreadName().startsWith(DISPATCHER))) {
                servers += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() - servers;
    }
}
