package io.millrace.fuzz;

import io.millrace.file.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The process that reads damaged inputs, so that an abort is visible from outside. It prints lines: {@code FAILED} with
 * a number and a reason, and at the end {@code TARGET} with figures of each target and {@code DONE}.
 */
final class FuzzProcess {
    /** Maximum CPU time of one input. */
    private static final long MAX_NANOS = 5_000_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<String> SIGNS = List.of(
            "REDACTED",
            "Cannot invoke",
            "com.fasterxml",
            "java.lang.",
            "java.util.",
            "Index ",
            "out of bounds",
            "@",
            "null cannot");

    private final List<FuzzTarget> targets;
    private final long seed;
    private final Path folder;
    private final RandomAccessFile progress;
    private final PrintStream out;
    private final Map<String, Figures> figures = new LinkedHashMap<>();
    private volatile long number;
    private volatile long begun;

    private FuzzProcess(List<FuzzTarget> targets, long seed, Path folder, RandomAccessFile progress, PrintStream out) {
        this.targets = targets;
        this.seed = seed;
        this.folder = folder;
        this.progress = progress;
        this.out = out;
        targets.forEach(target -> figures.put(target.name(), new Figures()));
    }

    /** The results of a target's inputs. */
    private static final class Figures {
        private long taken;
        private long refused;
        private long nanos;
        private long slowest;
    }

    /**
     * Reads inputs.
     *
     * @param arguments seed, first number, number after the last, folder for files, file to keep the number in
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        long seed = Long.parseLong(arguments[0]);
        Path folder = Path.of(arguments[3]);
        try (RandomAccessFile progress = new RandomAccessFile(arguments[4], "rw")) {
            FuzzProcess process = new FuzzProcess(
                    FuzzTargets.all(folder.resolve("seeds")), seed, folder.resolve("case"), progress, out);
            process.watch(Thread.currentThread());
            process.run(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
        }
        System.exit(0);
    }

    private void run(long from, long to) throws IOException {
        for (long i = from; i < to; i++) {
            progress.seek(0);
            progress.writeLong(i);
            try {
                one(i);
            } catch (Throwable e) {
                fail(i, e);
            }
        }
        number = -1;
        figures.forEach((name, f) -> out.printf(
                "TARGET %s %d %d %d %d%n", name, f.taken, f.refused, f.nanos / 1_000_000, f.slowest / 1_000_000));
        out.println("DONE");
        out.flush();
    }

    private void one(long i) throws Exception {
        FuzzCase one = FuzzCase.of(targets, seed, i);
        Folders.delete(folder);
        Files.createDirectories(folder);
        Figures of = figures.get(one.target().name());
        begun = THREADS.getCurrentThreadCpuTime();
        number = i;
        try {
            if (one.target().read(one.input(), folder, one.random())) {
                of.taken++;
            } else {
                of.refused++;
            }
        } catch (Exception e) {
            if (one.target().refusals().stream().noneMatch(refusal -> refusal.isInstance(e))) {
                throw e;
            }
            requireMessage(e);
            of.refused++;
        } finally {
            number = -1;
            long nanos = THREADS.getCurrentThreadCpuTime() - begun;
            of.nanos += nanos;
            of.slowest = Math.max(of.slowest, nanos);
        }
    }

    /** A rejection must have a message of Millrace that names component, rule and value. */
    private static void requireMessage(Exception e) {
        String message = String.valueOf(e.getMessage());
        String words =
                message.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        if (e.getMessage() == null || words.isEmpty() || SIGNS.stream().limit(5).anyMatch(message::contains)) {
            throw new AssertionError("message must be readable, was: " + message, e);
        }
        if (message.length() > 100_000) {
            throw new AssertionError("message must be short, had %d characters: %s"
                    .formatted(message.length(), message.substring(0, 300)));
        }
    }

    private void fail(long i, Throwable e) {
        Throwable root = e;
        StringBuilder why = new StringBuilder(e.toString());
        for (int depth = 0; root.getCause() != null && depth < 3; depth++) {
            root = root.getCause();
            why.append(" <- ").append(root);
        }
        String places = String.join(
                " < ",
                Arrays.stream(root.getStackTrace())
                        .limit(12)
                        .map(String::valueOf)
                        .toList());
        report(i, "%s at %s".formatted(why.length() > 2_000 ? why.substring(0, 2_000) : why, places));
    }

    private void report(long i, String why) {
        FuzzCase one = FuzzCase.of(targets, seed, i);
        out.printf(
                "FAILED %d %s %s; input: %s%n", i, one.target().name(), why.replaceAll("\\p{Cntrl}", " "), one.shown());
        out.flush();
    }

    /** Ends the process if an input takes too long, since a thread cannot be stopped otherwise. */
    private void watch(Thread reader) {
        Thread watch = new Thread(() -> {
            while (true) {
                try {
                    Thread.sleep(200);
                } catch (InterruptedException e) {
                    return;
                }
                long now = number;
                if (now >= 0 && THREADS.getThreadCpuTime(reader.getId()) - begun > MAX_NANOS && now == number) {
                    report(
                            now,
                            "took more than 5 s at "
                                    + String.join(
                                            " < ",
                                            Arrays.stream(reader.getStackTrace())
                                                    .limit(20)
                                                    .map(String::valueOf)
                                                    .toList()));
                    Runtime.getRuntime().halt(7);
                }
            }
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** Saves the input of a case. */
    static void save(List<FuzzTarget> targets, long seed, long number, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, FuzzCase.of(targets, seed, number).input());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
