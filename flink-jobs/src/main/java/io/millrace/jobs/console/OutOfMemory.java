package io.millrace.jobs.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Describes which memory was exhausted and which option raises it. */
final class OutOfMemory {
    private static final List<String> NATIVE = List.of("can't allocate memory", "std::bad_alloc", "CUDA out of memory");

    private OutOfMemory() {}

    /** Describes a failure if memory was exhausted anywhere in its chain of causes. */
    static Optional<String> describe(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof OutOfMemoryError) {
                String kind = cause.getMessage() == null ? "" : firstSentence(message) + ": ";
                return Optional.of("out of memory: %s%s".formatted(kind, remedy(message)));
            }
            if (NATIVE.stream().anyMatch(message::contains)) {
                return Optional.of(
                        "out of memory outside the Java heap: %s: use a machine with more memory or a smaller model, or lower sampling.maxTokens or stream.inFlight"
                                .formatted(firstSentence(message)));
            }
        }
        return Optional.empty();
    }

    /** Cuts off the advice about cluster options that Flink appends. */
    private static String firstSentence(String message) {
        String line = message.lines().findFirst().orElse("");
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end);
    }

    private static String remedy(String message) {
        String kind = message.toLowerCase(Locale.ROOT);
        if (kind.contains("metaspace")) {
            return "a JVM option limits the memory for classes: raise -XX:MaxMetaspaceSize";
        }
        if (kind.contains("direct buffer")) {
            return "direct memory may take as much as the Java heap, %,d MiB: raise both, for instance with MILLRACE_HEAP=8g"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20);
        }
        if (kind.contains("thread")) {
            return "the system allows no further threads: raise its limit for this user";
        }
        return "the Java heap has %,d MiB: raise it, for instance with MILLRACE_HEAP=8g"
                .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
}
