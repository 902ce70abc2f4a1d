package io.millrace.verify.math.symja;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process that answers questions, one at a time, over its standard input and output.
 *
 * <pre>
 *   worker   ready
 *   parent   1 TAB question
 *   worker   1 TAB answer
 * </pre>
 *
 * <p>Lines of another form are messages of the worker or its JVM; the last few are included in the error if it fails.
 * The worker exits at end of input, so it does not outlive this process.
 */
final class Worker implements AutoCloseable {
    private static final String READY = "ready";
    private static final int MAX_LINE_LENGTH = 1_000;
    private static final int LINES_KEPT = 3;
    private static final Duration ENDING = Duration.ofMillis(100);

    private final Process process;
    private final Writer questions;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private volatile long number;
    private volatile CompletableFuture<String> answer = ready;
    private final Deque<String> said = new ConcurrentLinkedDeque<>();
    private volatile boolean over;

    private Worker(Process process) {
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "symja-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a worker and waits until it is ready.
     *
     * @throws WorkerException if it exits or is not ready in time
     */
    static Worker start(List<String> command, Duration patience) throws WorkerException {
        Worker worker;
        try {
            worker = new Worker(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new WorkerException("worker cannot be started: " + e.getMessage());
        }
        try {
            await(worker.ready, patience);
            return worker;
        } catch (TimeoutException e) {
            worker.close();
            throw new WorkerException("worker was not ready within %d ms; its last output: %s"
                    .formatted(patience.toMillis(), worker.lastWords()));
        } catch (WorkerException e) {
            worker.close();
            throw e;
        }
    }

    /**
     * Asks a question; one caller at a time. After a failure the worker cannot be used any more.
     *
     * @param question one line
     * @throws TimeoutException if there is no answer in time
     * @throws WorkerException if the worker ended
     */
    String ask(String question, Duration patience) throws TimeoutException, WorkerException {
        CompletableFuture<String> mine = new CompletableFuture<>();
        number++;
        answer = mine;
        if (over) {
            throw ended();
        }
        try {
            questions.write(number + "\t" + question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw ended();
        }
        return await(mine, patience);
    }

    private static String await(CompletableFuture<String> line, Duration patience)
            throws TimeoutException, WorkerException {
        try {
            return line.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while waiting for the worker");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WorkerException failure ? failure : new WorkerException(String.valueOf(e));
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Kills it and waits until it has exited. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = line(lines); line != null; line = line(lines)) {
                take(line);
            }
        } catch (IOException e) {
            say(String.valueOf(e.getMessage()));
        }
        over = true;
        answer.completeExceptionally(ended());
    }

    private void take(String line) {
        String start = number + "\t";
        if (line.equals(READY)) {
            ready.complete(line);
        } else if (number > 0 && line.startsWith(start)) {
            answer.complete(line.substring(start.length()));
        } else if (!line.isBlank()) {
            say(line.strip());
        }
    }

    private void say(String line) {
        said.add(line);
        if (said.size() > LINES_KEPT) {
            said.removeFirst();
        }
    }

    private String lastWords() {
        return said.isEmpty() ? "nothing" : String.join(" | ", said);
    }

    /** The next line, truncated, since a faulty worker may write endlessly. */
    private static @Nullable String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.length() < MAX_LINE_LENGTH) {
                line.append((char) next);
            }
            next = reader.read();
        }
        return line.toString();
    }

    private WorkerException ended() {
        String code = "";
        try {
            code = process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)
                    ? " with exit code " + process.exitValue()
                    : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new WorkerException("worker ended%s; its last output: %s".formatted(code, lastWords()));
    }
}
