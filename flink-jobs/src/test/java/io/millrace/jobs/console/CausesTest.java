package io.millrace.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private static final IOException FULL = new IOException("No space left on device");

    @Test
    void millracesOwnMessageIsFoundUnderTheWrappers() throws InterruptedException {
        assertThat(Causes.readable(wrapped(new IllegalStateException("learner: the next minibatch must be 3", FULL))))
                .isEqualTo("learner: the next minibatch must be 3");
    }

    @Test
    void aWrapperWithoutItsOwnMessageIsSkipped() {
        assertThat(Causes.readable(new UncheckedIOException(new IOException("policy store: full", FULL))))
                .isEqualTo("policy store: full");
    }

    @Test
    void foreignMessagesAreShownWithTheirClass() {
        assertThat(Causes.readable(foreign(() -> Integer.parseInt("x"))))
                .isEqualTo("NumberFormatException: For input string: \"x\"");
        assertThat(Causes.readable(foreign(() -> java.util.List.of().iterator().next())))
                .isEqualTo("NoSuchElementException");
        assertThat(Causes.readable(null)).isEqualTo("it ended without a message; see the log");
    }

    @Test
    void exhaustedMemoryIsReportedHoweverDeepItIsWrapped() {
        Throwable wrapped =
                new IllegalStateException("unable to make field accessible", new OutOfMemoryError("Java heap space"));

        assertThat(Causes.readable(wrapped))
                .startsWith("out of memory: Java heap space: the Java heap has ")
                .endsWith(" MiB: raise it, for instance with MILLRACE_HEAP=8g");
        assertThat(Causes.readable(new OutOfMemoryError("Metaspace"))).contains("-XX:MaxMetaspaceSize");
        assertThat(Causes.readable(
                        new IllegalStateException("DefaultCPUAllocator: can't allocate memory: you tried 8 bytes")))
                .startsWith("out of memory outside the Java heap: ");
    }

    private static Throwable foreign(Runnable action) {
        try {
            action.run();
            throw new AssertionError("must fail");
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static Throwable wrapped(Exception failure) throws InterruptedException {
        try {
            CompletableFuture.failedFuture(failure).get();
            throw new AssertionError("must fail");
        } catch (ExecutionException e) {
            return e;
        }
    }
}
