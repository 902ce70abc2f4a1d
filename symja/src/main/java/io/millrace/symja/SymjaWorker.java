package io.millrace.symja;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Answers questions until its input ends.
 *
 * <pre>
 *   in    NUMBER TAB left TAB right
 *   out   NUMBER TAB proven | open | failed: REASON
 * </pre>
 *
 * <p>Says {@code ready} first, when Symja is loaded and has been used once. What Symja prints goes to the error output.
 */
public final class SymjaWorker {
    private static final int LONGEST_REASON = 200;

    private final Prover prover;
    private final PrintStream answers;

    SymjaWorker(Prover prover, PrintStream answers) {
        this.prover = prover;
        this.answers = answers;
    }

    /** @param args milliseconds after which a question is given up, from 1 */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int exit = 0;
        try {
            SymjaWorker worker = new SymjaWorker(new Prover(Duration.ofMillis(Long.parseLong(args[0]))), answers);
            worker.serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        } catch (RuntimeException | LinkageError e) {
            System.err.println("Symja cannot be used: " + e);
            exit = 1;
        }
        // Symja's idle threads would keep the process for a minute.
        Runtime.getRuntime().halt(exit);
    }

    void serve(BufferedReader questions) throws IOException {
        prover.warmUp();
        say("ready");
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] parts = line.split("\t", -1);
            say(parts[0] + "\t" + (parts.length == 3 ? answer(parts[1], parts[2]) : "failed: not a question"));
        }
    }

    private String answer(String left, String right) {
        try {
            return prover.proves(left, right) ? "proven" : "open";
        } catch (RuntimeException | StackOverflowError e) {
            String reason = e.toString().replaceAll("\\s+", " ");
            return "failed: " + reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
        }
    }

    private void say(String line) {
        answers.print(line + "\n");
        answers.flush();
    }
}
