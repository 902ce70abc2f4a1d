package io.millrace.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyStore;
import io.millrace.serve.GenerationDefaults;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedModel;
import io.millrace.testkit.serve.Letters;
import io.millrace.testkit.serve.LogitEngine;
import io.millrace.testkit.serve.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StoreUpdatesTest {
    @TempDir
    Path folder;

    private StoreUpdates updates;

    @AfterEach
    void stop() {
        updates.close();
    }

    private static void publish(PolicyStore store, long weights) {
        store.publish(1, "job", Map.of(), Map.of(), draft -> {
            try {
                Files.createDirectories(draft);
                if (weights > 0) {
                    Files.writeString(draft.resolve("weights"), weights + " 0");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private ServedModel model() {
        Path weights = Weights.write(folder, 1);
        return new ServedModel(
                new ServedModel.Identity("policy", weights, GenerationDefaults.NONE, 0, 7),
                new LogitEngine(Letters.VOCABULARY, 100, new PolicyVersion(0, 0, weights, Map.of())),
                new Letters(0),
                ServeConfig.Limits.DEFAULT);
    }

    private static void awaitLabel(ServedModel model, String label) throws InterruptedException {
        while (!model.weights().label().equals(label)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void everyReplicaServesTheNewestVersionWithItsNumber() throws Exception {
        PolicyStore store = new PolicyStore(folder.resolve("policies"));
        try (ServedModel one = model();
                ServedModel other = model()) {
            assertThat(one.weights().label()).isEqualTo("default");
            updates = StoreUpdates.start(store, List.of(one, other), -1, Duration.ofMillis(5));
            publish(store, 5);
            publish(store, 6);
            awaitLabel(one, "1");
            awaitLabel(other, "1");

            assertThat(one.weights().folder()).isEqualTo(folder.resolve("policies/v-000000001"));
        }
    }

    @Test
    void aVersionThatCannotBeLoadedIsSkippedForTheNext() throws Exception {
        PolicyStore store = new PolicyStore(folder.resolve("policies"));
        try (ServedModel model = model()) {
            updates = StoreUpdates.start(store, List.of(model), -1, Duration.ofMillis(5));
            publish(store, 5);
            awaitLabel(model, "0");
            publish(store, 0);
            publish(store, 7);
            awaitLabel(model, "2");

            assertThat(model.weights().folder()).isEqualTo(folder.resolve("policies/v-000000002"));
        }
    }
}
