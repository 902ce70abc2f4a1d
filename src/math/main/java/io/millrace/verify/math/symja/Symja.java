package io.millrace.verify.math.symja;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Symja instance of this JVM: one worker for all verifiers, since questions are rare and a worker takes a quarter
 * of a gigabyte. It ends with the JVM.
 */
public final class Symja {
    /** System property with the worker's class path; {@code ./millrace} sets it. */
    public static final String CLASS_PATH = "millrace.symja";

    private static final String MAIN = "io.millrace.symja.SymjaWorker";

    private Symja() {}

    /**
     * The reason why Symja is not available.
     *
     * @return the violated rule and the value; empty if it is available
     */
    public static Optional<String> refusal() {
        return classPath().isBlank()
                ? Optional.of(
                        ("must be none unless the system property %s gives the worker's class path, was symja: start with"
                                        + " ./millrace, which sets it; in another JVM set it to the jar of module symja and the jars listed in"
                                        + " symja/target/dependencies")
                                .formatted(CLASS_PATH))
                : Optional.empty();
    }

    /**
     * The algebra system that all verifiers of this JVM share. Its worker is started by the first question.
     *
     * @throws IllegalArgumentException if it is not available
     */
    public static SymjaAlgebra shared() {
        refusal().ifPresent(rule -> {
            throw new IllegalArgumentException("algebra " + rule);
        });
        return Shared.ALGEBRA;
    }

    /**
     * The number of questions to the shared instance.
     *
     * @param results the outcomes to count; all if none is given
     */
    public static long asked(Outcome... results) {
        List<Outcome> counted = List.of(results.length == 0 ? Outcome.values() : results);
        return counted.stream().mapToLong(Shared.ALGEBRA.outcomes()::get).sum();
    }

    /**
     * The command of a worker.
     *
     * @param classPath class path of the module symja with its dependencies
     */
    public static List<String> command(String classPath, WorkerTimeouts patience) {
        // Symja should stop by itself before it is killed, so that the worker is kept.
        long stopping = Math.max(1, patience.question().toMillis() * 3 / 4);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog4j2.StatusLogger.level=OFF",
                "-cp",
                classPath,
                MAIN,
                String.valueOf(stopping));
    }

    private static String classPath() {
        return System.getProperty(CLASS_PATH, "");
    }

    private static final class Shared {
        private static final SymjaAlgebra ALGEBRA =
                new SymjaAlgebra(command(classPath(), WorkerTimeouts.DEFAULT), WorkerTimeouts.DEFAULT);
    }
}
