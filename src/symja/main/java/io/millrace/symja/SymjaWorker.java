package io.millrace.symja;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Answers questions until end of input.
 *
 * <pre>
 *   in    NUMBER TAB left TAB right
 *   out   NUMBER TAB proven | open | failed: REASON
 * </pre>
 *
 * <p>Prints {@code ready} first, when Symja is loaded and has been used once. Symja's own output goes to standard
 * error.
 */
public final class SymjaWorker {
    private static final int MAX_REASON_LENGTH = 200;

    private final Prover prover;

    SymjaWorker(Prover prover) {
        this.prover = prover;
    }

    /** @param args time limit of a question in milliseconds, from 1 */
    public static void main(String[] args) throws InterruptedException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BlockingQueue<String> questions = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(questions), "questions");
        reader.setDaemon(true);
        reader.start();
        try {
            Prover prover = new Prover(Duration.ofMillis(Long.parseLong(args[0])));
            prover.warmUp();
            SymjaWorker worker = new SymjaWorker(prover);
            for (String line = "ready"; true; line = worker.reply(questions.take())) {
                answers.print(line + "\n");
                answers.flush();
            }
        } catch (RuntimeException | LinkageError e) {
            System.err.println("Symja cannot be used: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    /** Ends the process at end of input, even during a question: nobody waits for the answer, and it may never come. */
    private static void read(BlockingQueue<String> questions) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                questions.add(line);
            }
        } catch (IOException e) {
            System.err.println("questions cannot be read: " + e);
        }
        Runtime.getRuntime().halt(0);
    }

    /** The output line for an input line. */
    String reply(String line) {
        String[] parts = line.split("\t", -1);
        return parts[0] + "\t" + (parts.length == 3 ? answer(parts[1], parts[2]) : "failed: not a question");
    }

    private String answer(String left, String right) {
        try {
            return prover.proves(left, right) ? "proven" : "open";
        } catch (RuntimeException | StackOverflowError e) {
            String reason = e.toString().replaceAll("\\s+", " ");
            return "failed: " + reason.substring(0, Math.min(MAX_REASON_LENGTH, reason.length()));
        }
    }
}
