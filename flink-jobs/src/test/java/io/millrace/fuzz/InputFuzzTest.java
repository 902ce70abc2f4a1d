package io.millrace.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads as many damaged inputs as the system property {@code millrace.fuzz} says, in a separate process. {@code
 * millrace.fuzz.seed} generates other inputs, {@code millrace.fuzz.only} repeats one of them.
 */
class InputFuzzTest {
    private static final long CASES = Long.getLong("millrace.fuzz", 1_000);
    private static final long SEED = Long.getLong("millrace.fuzz.seed", 1);
    private static final long ONLY = Long.getLong("millrace.fuzz.only", -1);
    /** Stops after this many failures. */
    private static final int MAX_FAILURES = 60;

    private final List<String> failures = new ArrayList<>();
    private final Map<String, long[]> figures = new TreeMap<>();

    @TempDir
    Path folder;

    @Test
    void everyInputIsAcceptedOrRejected() throws Exception {
        long next = Math.max(0, ONLY);
        long end = ONLY < 0 ? CASES : ONLY + 1;
        while (next < end && failures.size() < MAX_FAILURES) {
            next = run(next, end);
        }
        figures.forEach((name, of) -> System.out.printf(
                "fuzz: %-10s %7d taken, %7d refused, %6d ms of processor time, slowest %5d ms%n",
                name, of[0], of[1], of[2], of[3]));
        assertThat(failures)
                .as("seed %d; repeat one by -Dmillrace.fuzz.seed=%d -Dmillrace.fuzz.only=NUMBER", SEED, SEED)
                .isEmpty();
    }

    /** Runs a process to its end, and returns where the next one must begin. */
    private long run(long from, long to) throws IOException, InterruptedException {
        Path progress = folder.resolve("progress");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:+DisplayVMOutputToStderr",
                        "-XX:ErrorFile=/dev/null",
                        "-Dai.djl.offline=true",
                        "-Dlog4j2.level=OFF",
                        "-Dlog4j2.StatusLogger.level=OFF",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FuzzProcess.class.getName(),
                        String.valueOf(SEED),
                        String.valueOf(from),
                        String.valueOf(to),
                        folder.toString(),
                        progress.toString())
                .redirectError(errors.toFile())
                .start();
        boolean done = false;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                done |= take(line);
            }
        }
        int code = process.waitFor();
        if (done) {
            return to;
        }
        long reached = reached(progress, from);
        if (code != 7) {
            failures.add("%d: the process ended with code %d: %s".formatted(reached, code, end(errors)));
        }
        return reached + 1;
    }

    private boolean take(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("FAILED")) {
            failures.add(line);
            System.out.println("fuzz: " + line);
        } else if (words[0].equals("TARGET")) {
            long[] sums = figures.computeIfAbsent(words[1], name -> new long[4]);
            for (int i = 0; i < 3; i++) {
                sums[i] += Long.parseLong(words[i + 2]);
            }
            sums[3] = Math.max(sums[3], Long.parseLong(words[5]));
        }
        return line.equals("DONE");
    }

    private static long reached(Path progress, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(progress.toFile(), "r")) {
            return file.length() < Long.BYTES ? from : file.readLong();
        }
    }

    private static String end(Path errors) throws IOException {
        String text = Files.readString(errors, StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - 2_000));
    }
}
