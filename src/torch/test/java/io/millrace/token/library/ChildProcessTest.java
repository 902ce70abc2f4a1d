package io.millrace.token.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
    @Test
    void aTimeoutIsDistinguishedFromProcessorTime() {
        assertThat(ChildProcess.tookTooLong(Duration.ofSeconds(4)))
                .isEqualTo("it took more than 4 s of processor time");
        assertThat(ChildProcess.timedOut(Duration.ofMillis(1_500)))
                .isEqualTo("it did not answer within 300 s, in which it used 1 s of processor time;"
                        + " the machine may be overloaded");
    }

    @Test
    void aChildUnpacksNativeLibrariesWhereThisProcessDoes() {
        assertThat(ChildCommand.of(Path.of("tokenizer.json")))
                .contains("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    }
}
