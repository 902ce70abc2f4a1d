package io.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveFileTest {
    @TempDir
    Path temp;

    @Test
    void aFileIsHeldOnceUntilItIsClosed() throws Exception {
        Path file = temp.resolve("a/jobs.lock");
        ExclusiveFile held = ExclusiveFile.take(file).orElseThrow();
        assertThat(ExclusiveFile.take(file)).isEmpty();
        assertThat(ExclusiveFile.isHeld(file)).isTrue();

        held.close();

        assertThat(ExclusiveFile.isHeld(file)).isFalse();
        assertThat(ExclusiveFile.take(file)).isPresent().hasValueSatisfying(again -> assertThat(again)
                .isNotSameAs(held));
    }
}
