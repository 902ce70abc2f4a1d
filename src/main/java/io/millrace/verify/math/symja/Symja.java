package io.millrace.verify.math.symja;

import io.millrace.Require;
import io.millrace.verify.math.AlgebraSystem;
import java.nio.file.Path;
import java.util.List;

/**
 * The Symja of this JVM: one worker for all verifiers, since questions are rare and a worker takes a quarter of a gigabyte. It
 * ends with the JVM.
 */
public final class Symja {
    /** System property with the worker's class path; {@code ./millrace} sets it. */
    public static final String CLASS_PATH = "millrace.symja";

    private static final String MAIN = "io.millrace.symja.SymjaWorker";

    private Symja() {}

    /**
     * The algebra system that all verifiers of this JVM share. Its worker is started by the first question.
     *
     * @throws IllegalArgumentException if the worker's class path is not known
     */
    public static AlgebraSystem shared() {
        return Shared.ALGEBRA;
    }

    /** Refuses what has no worker. */
    public static void require() {
        Require.that(
                !classPath().isBlank(),
                "algebra symja needs its worker's class path in the system property %s: run ./millrace, which builds it and sets the"
                        + " property; in another JVM set it to the jar of the module symja and the jars that symja/target/dependencies"
                        + " lists",
                CLASS_PATH);
    }

    /**
     * The command of a worker.
     *
     * @param classPath of the module symja, with all that it needs
     */
    public static List<String> command(String classPath, Patience patience) {
        // Symja is to stop by itself before it is killed, so that the worker is kept.
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
                new SymjaAlgebra(command(classPath(), Patience.DEFAULT), Patience.DEFAULT);
    }
}
