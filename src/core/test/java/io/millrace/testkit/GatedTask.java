package io.millrace.testkit;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Task;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A task with a simulated remote verifier that accepts every response once a test releases it. */
public final class GatedTask implements Task {
    private final String name;
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);
    private volatile boolean closed;

    public GatedTask(String name) {
        this.name = name;
    }

    private CountDownLatch gate(String query) {
        return gates.computeIfAbsent(query, any -> new CountDownLatch(1));
    }

    /** Releases the verdicts on a query. */
    public void open(String query) {
        gate(query).countDown();
    }

    /** Waits until this many more groups are being judged. */
    public void awaitAsked(int groups) throws InterruptedException {
        arrivals.acquire(groups);
    }

    /** The queries whose groups were sent for verification. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public Verdict verify(Prompt prompt, DecodedResponse answer) {
        return verify(prompt, List.of(answer)).get(0);
    }

    @Override
    public List<Verdict> verify(Prompt prompt, List<DecodedResponse> answers) {
        asked.add(prompt.queryId());
        arrivals.release();
        try {
            gate(prompt.queryId()).await();
        } catch (InterruptedException e) {
            return Collections.nCopies(answers.size(), Verdict.ungraded("interrupted"));
        }
        return Collections.nCopies(answers.size(), Verdict.CORRECT);
    }

    @Override
    public Rewards reward(Prompt prompt, DecodedResponse answer, Verdict verdict) {
        if (prompt.queryId().startsWith("q/broken")) {
            throw new AssertionError("no reward for " + prompt.queryId());
        }
        return Rewards.NONE;
    }

    @Override
    public void close() {
        closed = true;
    }
}
