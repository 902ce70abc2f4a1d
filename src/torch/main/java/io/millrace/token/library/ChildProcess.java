package io.millrace.token.library;

import io.millrace.token.library.Frames.Frame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A child process and the threads that read its output. One caller at a time. */
final class ChildProcess {
    /** Maximum CPU time of a request or of the start, plus an amount for each byte of the text or the file. */
    private static final Duration MAX_CPU_TIME = Duration.ofSeconds(4);

    private static final Duration PER_BYTE = Duration.ofNanos(5_000);
    /**
     * Maximum seconds to wait for an answer, however little CPU time the child gets, for instance on a busy machine.
     */
    private static final int PATIENCE = 300;

    private static final int LINES_KEPT = 20;
    private static final String PANIC = "panicked at ";

    private final Process process;
    private final DataOutputStream requests;
    private final BlockingQueue<Optional<Frame>> answers = new LinkedBlockingQueue<>();
    private final Deque<String> lastLines = new ConcurrentLinkedDeque<>();
    private final Thread errorReader;

    private ChildProcess(Process process) {
        this.process = process;
        requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        errorReader = thread("tokenizer-messages", this::readErrors);
        thread("tokenizer-answers", this::readAnswers);
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Starts a child and waits until it has read its file.
     *
     * @throws ChildException if it exits instead, or refuses the file
     */
    static ChildProcess start(Path file) throws ChildException {
        ChildProcess child;
        try {
            child = new ChildProcess(new ProcessBuilder(ChildCommand.of(file)).start());
        } catch (IOException e) {
            throw new ChildException("its process cannot be started: " + e.getMessage());
        }
        try {
            Frame ready = child.await(size(file));
            if (ready.kind() == Frames.REFUSAL) {
                throw new ChildException(new String(ready.content(), StandardCharsets.UTF_8));
            }
            return child;
        } catch (ChildException e) {
            child.kill();
            throw e;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** @throws ChildException if it ended or was killed; it cannot be used afterwards */
    Frame ask(byte kind, byte[] content) throws ChildException {
        try {
            Frames.write(requests, kind, content);
        } catch (IOException e) {
            throw ended();
        }
        return await(content.length);
    }

    boolean alive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    private Frame await(long bytes) throws ChildException {
        Duration before = processorTime();
        Duration most = MAX_CPU_TIME.plus(PER_BYTE.multipliedBy(bytes));
        for (int second = 0; second < PATIENCE; second++) {
            try {
                Optional<Frame> answer = answers.poll(1, TimeUnit.SECONDS);
                if (answer != null) {
                    return answer.orElseThrow(this::ended);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ChildException("it was interrupted");
            }
            if (processorTime().minus(before).compareTo(most) > 0) {
                throw new ChildException(tookTooLong(most));
            }
        }
        throw new ChildException(timedOut(processorTime().minus(before)));
    }

    static String tookTooLong(Duration most) {
        return "it took more than %d s of processor time".formatted(most.toSeconds());
    }

    static String timedOut(Duration used) {
        return "it did not answer within %d s, in which it used %d s of processor time; the machine may be overloaded"
                .formatted(PATIENCE, used.toSeconds());
    }

    private Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void readAnswers() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
            Optional<Frame> next = Frames.read(in);
            while (next.isPresent()) {
                answers.add(next);
                next = Frames.read(in);
            }
        } catch (IOException e) {
            keepLine(String.valueOf(e.getMessage()));
        }
        answers.add(Optional.empty());
    }

    private void readErrors() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keepLine(line.strip());
            }
        } catch (IOException e) {
            keepLine(String.valueOf(e.getMessage()));
        }
    }

    private void keepLine(String line) {
        lastLines.add(line.length() <= 300 ? line : line.substring(0, 300) + "...");
        if (lastLines.size() > LINES_KEPT) {
            lastLines.removeFirst();
        }
    }

    /** Why it ended: the line that follows Rust's panic message, or else its last output. */
    private ChildException ended() {
        String code = "";
        try {
            errorReader.join(1_000);
            code = process.waitFor(1, TimeUnit.SECONDS) ? " with exit code " + process.exitValue() : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String words = "";
        boolean panic = false;
        for (String line : lastLines) {
            words = panic || words.isEmpty() || line.contains(PANIC) ? line : words;
            panic = line.contains(PANIC);
        }
        return new ChildException(
                "the library aborted its process%s%s".formatted(code, words.isEmpty() ? "" : ": " + words));
    }
}
