package io.millrace.jobs.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.HeldOutResults;
import io.millrace.policy.PolicyStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutWatchTest {
    @TempDir
    Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(said, true, StandardCharsets.UTF_8), false);

    @Test
    void anyFailureIsReportedAndTheNextEvaluationRuns() {
        PolicyStore store = new PolicyStore(temp.resolve("store"));
        List<Long> asked = new CopyOnWriteArrayList<>();
        try (HeldOutWatch watch = new HeldOutWatch(
                version -> {
                    asked.add(version.step());
                    throw new IllegalStateException("the task broke");
                },
                store,
                HeldOutResults.none(temp.resolve("checkups.jsonl")),
                screen,
                10)) {
            watch.startIfDue(0);
            publish(store, 10);
            watch.startIfDue(10);
            await().untilAsserted(() -> assertThat(said.toString(StandardCharsets.UTF_8))
                    .isEqualTo("held-out: not evaluated this time: the task broke\n"));
            publish(store, 20);
            await().until(() -> {
                watch.startIfDue(20);
                return asked.size() == 2;
            });
        }
        assertThat(asked).containsExactly(10L, 20L);
    }

    private static void publish(PolicyStore store, long step) {
        store.publish(step, "now", Map.of(), Map.of(), folder -> {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
