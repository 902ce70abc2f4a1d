package io.millrace.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import io.millrace.model.TrainingRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contract of every {@link Learner}. The learner operator relies on it for exactly-once: training continues bitwise identically
 * from a saved state, and a written folder is complete. Extend it in the package of a new learner.
 */
public abstract class LearnerContract {
    @TempDir
    Path temp;

    private final List<Learner> open = new ArrayList<>();

    /** A new learner at step 0, with the same weights each time. */
    protected abstract Learner open() throws Exception;

    /** Rows that it can train on, the same for the same seed. */
    protected abstract List<TrainingRow> rows(long seed);

    /** Whether training changes its weights. */
    protected abstract boolean learns();

    /** The weights in an exported folder, without the step. */
    protected abstract List<Byte> weights(Path exported) throws IOException;

    @AfterEach
    void closeLearners() {
        open.forEach(Learner::close);
    }

    private Learner learner() throws Exception {
        Learner learner = open();
        open.add(learner);
        return learner;
    }

    private StepReport train(Learner learner, long seed) {
        return learner.train(Minibatch.plain(0, seed, rows(seed), List.of(), GroupStatistics.NONE));
    }

    private static StepReport trainNothing(Learner learner) {
        return learner.train(Minibatch.plain(0, 0, List.of(), List.of(), GroupStatistics.NONE));
    }

    /** The bytes of a file. */
    protected static List<Byte> bytes(Path file) throws IOException {
        List<Byte> bytes = new ArrayList<>();
        for (byte one : Files.readAllBytes(file)) {
            bytes.add(one);
        }
        return bytes;
    }

    /** Names and bytes of a folder's files. */
    private static Map<String, List<Byte>> files(Path folder) throws IOException {
        Map<String, List<Byte>> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), bytes(file));
            }
        }
        return files;
    }

    private Map<String, List<Byte>> exported(Learner learner, String name) throws IOException {
        Path folder = temp.resolve(name);
        learner.export(folder);
        return files(folder);
    }

    @Test
    void aMinibatchIsOneStep() throws Exception {
        Learner learner = learner();
        assertThat(learner.step()).isZero();

        assertThat(train(learner, 1).step()).isEqualTo(1);
        assertThat(train(learner, 2).step()).isEqualTo(2);
        assertThat(learner.step()).isEqualTo(2);
    }

    @Test
    void aMinibatchWithoutRowsIsAStepThatChangesNoWeights() throws Exception {
        Learner learner = learner();
        train(learner, 1);
        List<Byte> before = weights(learner, "before");

        assertThat(trainNothing(learner).step()).isEqualTo(2);
        assertThat(learner.step()).isEqualTo(2);
        assertThat(weights(learner, "after")).isEqualTo(before);
    }

    /** Only the weights of an export. */
    private List<Byte> weights(Learner learner, String name) throws IOException {
        Path folder = temp.resolve(name);
        learner.export(folder);
        return weights(folder);
    }

    @Test
    void trainingChangesTheExportedWeightsOfALearnerThatLearns() throws Exception {
        Learner learner = learner();
        List<Byte> before = weights(learner, "before");
        train(learner, 1);

        assertThat(weights(learner, "after").equals(before)).isEqualTo(!learns());
    }

    @Test
    void theSameTrainingGivesTheSameBytes() throws Exception {
        Learner one = learner();
        Learner other = learner();
        for (long seed = 1; seed <= 3; seed++) {
            train(one, seed);
            train(other, seed);
        }

        assertThat(exported(one, "one")).isEqualTo(exported(other, "other"));
    }

    @Test
    void aRestoredLearnerContinuesAsIfItHadNeverStopped() throws Exception {
        Learner uninterrupted = learner();
        train(uninterrupted, 1);
        trainNothing(uninterrupted);
        uninterrupted.save(temp.resolve("saved"));
        train(uninterrupted, 2);
        train(uninterrupted, 3);

        Learner restored = learner();
        train(restored, 9);
        restored.restore(temp.resolve("saved"));
        assertThat(restored.step()).isEqualTo(2);
        train(restored, 2);
        train(restored, 3);

        assertThat(restored.step()).isEqualTo(4);
        assertThat(exported(restored, "restored")).isEqualTo(exported(uninterrupted, "uninterrupted"));
    }

    @Test
    void savingAndExportingChangeNothing() throws Exception {
        Learner learner = learner();
        train(learner, 1);
        Map<String, List<Byte>> first = exported(learner, "first");
        learner.save(temp.resolve("saved"));

        assertThat(exported(learner, "second")).isEqualTo(first);
        assertThat(learner.step()).isEqualTo(1);
    }

    @Test
    void noTemporaryFilesRemain() throws Exception {
        Learner learner = learner();
        Path place = Files.createDirectory(temp.resolve("place"));
        learner.save(place.resolve("saved"));
        learner.export(place.resolve("exported"));

        try (Stream<Path> all = Files.list(place)) {
            assertThat(all)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder("saved", "exported");
        }
    }

    @Test
    void anExistingFolderIsNeverOverwritten() throws Exception {
        Learner learner = learner();
        Path saved = temp.resolve("saved");
        learner.save(saved);
        Map<String, List<Byte>> before = files(saved);
        train(learner, 1);

        assertThatThrownBy(() -> learner.save(saved)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> learner.export(saved)).isInstanceOf(RuntimeException.class);
        assertThat(files(saved)).isEqualTo(before);
    }

    @Test
    void aFolderWithoutACheckpointIsRejected() throws Exception {
        Learner learner = learner();
        Path empty = Files.createDirectory(temp.resolve("empty"));

        assertThatThrownBy(() -> learner.restore(empty))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining(empty.toString());
    }

    @Test
    void closingTwiceIsAllowed() throws Exception {
        Learner learner = learner();
        learner.close();
        learner.close();
    }
}
