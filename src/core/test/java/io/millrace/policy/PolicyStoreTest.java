package io.millrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.file.Folders;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyStoreTest {
    @TempDir
    Path temp;

    private static Consumer<Path> weights(String content) {
        return folder -> {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("weights"), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private PolicyStore store() {
        return new PolicyStore(temp.resolve("store"));
    }

    private static PolicyVersion publish(PolicyStore store, long step, String incarnation) {
        return store.publish(step, incarnation, Map.of("prompts", 4 * step), Map.of(), weights("step " + step));
    }

    @Test
    void aPublishedVersionIsTheNewestOfItsIncarnation() {
        PolicyStore store = store();
        publish(store, 0, "a");
        PolicyVersion second = publish(store, 1, "a");

        assertThat(store().newest("a")).contains(second);
        assertThat(second.number()).isEqualTo(1);
        assertThat(second.ended()).containsEntry("prompts", 4L);
        assertThat(second.path().resolve("weights")).hasContent("step 1");
    }

    @Test
    void aNewIncarnationAbandonsOldVersionsAndNumbersKeepIncreasing() {
        publish(store(), 0, "old");
        publish(store(), 1, "old");

        assertThat(store().newest("new")).isEmpty();
        PolicyVersion restored = publish(store(), 0, "new");

        assertThat(restored.number()).isEqualTo(2);
        assertThat(store().newest("new")).contains(restored);
        assertThat(store().newest("old")).isEmpty();
    }

    @Test
    void numbersDoNotRepeatAfterVersionsAreDeleted() throws IOException {
        PolicyStore store = store();
        publish(store, 0, "a");
        PolicyVersion last = publish(store, 1, "a");
        Folders.delete(last.path());

        assertThat(publish(store, 2, "a").number()).isEqualTo(2);
    }

    @Test
    void aWriterThatFailsPublishesNothing() {
        PolicyStore store = store();
        PolicyVersion first = publish(store, 0, "a");

        assertThatThrownBy(() -> store.publish(1, "a", Map.of(), Map.of(), folder -> {
                    weights("half").accept(folder);
                    throw new PolicyException("learner: out of ideas");
                }))
                .hasMessage("policy store %s: version 1 could not be written (learner: out of ideas):"
                                .formatted(temp.resolve("store"))
                        + " free some space or choose another folder");
        assertThat(store.newest("a")).contains(first);
        assertThat(temp.resolve("store/draft-000000001")).doesNotExist();
    }

    @Test
    void anUnwritableStoreIsReportedWithFolderAndCause() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "in the way");

        assertThatThrownBy(() -> publish(new PolicyStore(file), 0, "a"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("policy store " + file + ": ");
    }

    @Test
    void aFullDiskIsNamedAndTheNewestVersionStaysUsable() {
        PolicyStore store = store();
        PolicyVersion first = publish(store, 0, "a");

        assertThatThrownBy(() -> store.publish(1, "a", Map.of(), Map.of(), folder -> {
                    weights("half").accept(folder);
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }))
                .isInstanceOf(PolicyException.class)
                .hasMessage("policy store %s: version 1 could not be written (IOException: No space left on device):"
                                .formatted(temp.resolve("store"))
                        + " free some space or choose another folder");
        store.verify(first);
        assertThat(store.newest("a")).contains(first);
        assertThat(temp.resolve("store/draft-000000001")).doesNotExist();
        assertThat(publish(store, 1, "a").number()).isEqualTo(1);
    }

    @Test
    void theNewestVersionOfAStepIsFoundWhileItIsRetained() {
        publish(store(), 0, "old");
        publish(store(), 1, "old");
        PolicyVersion again = publish(store(), 0, "new");
        publish(store(), 2, "new");

        assertThat(store().ofStep(0)).contains(again);
        store().retain(1);
        assertThat(store().ofStep(0)).isEmpty();
        assertThat(new PolicyStore(temp.resolve("none")).ofStep(0)).isEmpty();
    }

    @Test
    void retentionKeepsTheNewest() {
        PolicyStore store = store();
        for (int step = 0; step < 5; step++) {
            publish(store, step, "a");
        }
        store.retain(2);

        assertThat(temp.resolve("store/v-000000002")).doesNotExist();
        assertThat(temp.resolve("store/v-000000003")).isDirectory();
        assertThat(store.newest("a").orElseThrow().path()).isDirectory();
    }

    @Test
    void aVersionOfAnotherProgramIsVerifiedByItsCrc32() throws IOException {
        PolicyVersion version = publish(store(), 0, "a");
        Path folder = version.path();
        CRC32 crc = new CRC32();
        crc.update("weights".getBytes(StandardCharsets.UTF_8));
        crc.update(Files.readAllBytes(folder.resolve("weights")));
        Path manifest = folder.resolve("version.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceFirst(
                                "\"checksum\":\"\\w+\"", "\"checksum\":\"crc32:%08x\"".formatted(crc.getValue())));
        store().verify(version);
        Files.writeString(folder.resolve("weights"), "other");

        assertThatThrownBy(() -> store().verify(version))
                .isInstanceOf(PolicyException.class)
                .hasMessageMatching(
                        "policy version 0: checksum must be crc32:[0-9a-f]{8}, was crc32:[0-9a-f]{8}: the folder .* was changed");
    }

    @Test
    void aVersionWhoseFilesWereChangedIsRefused() throws IOException {
        PolicyVersion version = publish(store(), 0, "a");
        store().verify(version);
        Files.writeString(version.path().resolve("weights"), "other");

        assertThatThrownBy(() -> store().verify(version))
                .isInstanceOf(PolicyException.class)
                .hasMessageMatching("policy version 0: checksum must be [0-9a-f]{8}, was [0-9a-f]{8}: the folder "
                        + ".* was changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "null",
                "{}",
                "{\"number\":-7,\"step\":1,\"incarnation\":\"a\",\"ended\":{},\"checksum\":\"\",\"report\":{}}",
                "{\"number\":999999998,\"step\":1,\"incarnation\":\"a\",\"ended\":{},\"checksum\":\"\",\"report\":{}}",
                "{\"number\":0,\"step\":1,\"incarnation\":\"a\",\"ended\":{},\"checksum\":\"\",\"report\":{}}"
            })
    void anInvalidNewestFileIsReplacedByTheFolders(String content) throws IOException {
        publish(store(), 0, "a");
        publish(store(), 1, "a");
        PolicyVersion newest = publish(store(), 2, "a");
        Files.writeString(temp.resolve("store/newest.json"), content);

        PolicyStore store = store();
        assertThat(store.newest("a")).contains(newest);
        PolicyVersion next = publish(store, 3, "b");
        assertThat(next.number()).isEqualTo(newest.number() + 1);
        assertThat(store.newest("b")).contains(next);
        assertThat(store().newest("b")).contains(next);
    }

    @Test
    void withoutANewestFileTheFoldersAreUsed() throws IOException {
        PolicyVersion newest = publish(store(), 0, "a");
        Files.delete(temp.resolve("store/newest.json"));

        assertThat(store().newest("a")).contains(newest);
    }

    @Test
    void aTornNewestFileInAnEmptyStoreIsIgnored() throws IOException {
        Files.createDirectories(temp.resolve("store"));
        Files.writeString(temp.resolve("store/newest.json"), "");

        assertThat(store().newestManifest()).isEmpty();
    }
}
