package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.loss.Kl;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.model.PolicyException;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerCheckpointTest {
    private static final ModelConfig MODEL = TestModels.QWEN2;
    private static final TrainingSettings CONFIG =
            LearnerKit.config(LossConfigs.penalised(LossConfigs.of(Objective.CLIP), Kl.K3, 0.1), LearnerKit.adamW(40));

    @TempDir
    private Path folder;

    @Test
    void trainingContinuesBitwiseAsIfItHadNeverStopped() {
        float[] uninterrupted;
        try (DjlLearner learner = LearnerKit.learner(MODEL, CONFIG)) {
            train(learner, 0, 1, 2, 3);
            uninterrupted = LearnerKit.values(learner.snapshot());
        }
        try (DjlLearner learner = LearnerKit.learner(MODEL, CONFIG)) {
            train(learner, 0);
            learner.train(TrainingRows.minibatch(List.of()));
            train(learner, 1);
            learner.save(folder.resolve("at2"));
        }
        try (DjlLearner learner = LearnerKit.learner(MODEL, CONFIG)) {
            train(learner, 7);
            learner.restore(folder.resolve("at2"));
            assertThat(learner.step()).isEqualTo(3);
            train(learner, 2, 3);
            assertThat(LearnerKit.values(learner.snapshot())).containsExactly(uninterrupted);
        }
    }

    @Test
    void nothingIsLeftBesideACheckpoint() throws IOException {
        try (DjlLearner learner = LearnerKit.learner(MODEL, CONFIG)) {
            learner.save(folder.resolve("c"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("c");
        }
        try (Stream<Path> files = Files.list(folder.resolve("c"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "learner.json",
                            "weights.safetensors",
                            "first-moment.safetensors",
                            "second-moment.safetensors");
        }
    }

    @Test
    void aCheckpointIsNeverChanged() {
        try (DjlLearner learner = LearnerKit.learner(MODEL, CONFIG)) {
            learner.save(folder.resolve("c"));
            assertThatExceptionOfType(PolicyException.class)
                    .isThrownBy(() -> learner.save(folder.resolve("c")))
                    .withMessage("%s: already exists; a written checkpoint is never changed", folder.resolve("c"));
        }
    }

    @Test
    void anotherModelsCheckpointIsRefusedByName() {
        try (DjlLearner qwen = LearnerKit.learner(MODEL, CONFIG);
                DjlLearner llama = LearnerKit.learner(TestModels.LLAMA, CONFIG)) {
            qwen.save(folder.resolve("c"));
            assertThatExceptionOfType(PolicyException.class)
                    .isThrownBy(() -> llama.restore(folder.resolve("c")))
                    .withMessage(
                            "%s: model must be %s (this learner's), was %s",
                            folder.resolve("c/learner.json"), TestModels.LLAMA, MODEL);
        }
    }

    @Test
    void aTruncatedCheckpointIsRefusedAndChangesNothing() throws IOException {
        try (DjlLearner learner = LearnerKit.learner(MODEL, CONFIG)) {
            learner.save(folder.resolve("c"));
            train(learner, 1);
            float[] before = LearnerKit.values(learner.snapshot());
            Path file = folder.resolve("c/second-moment.safetensors");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(Files.size(file) - 4);
            }
            assertThatExceptionOfType(PolicyException.class)
                    .isThrownBy(() -> learner.restore(folder.resolve("c")))
                    .withMessageStartingWith(file + ": ");
            assertThat(LearnerKit.values(learner.snapshot())).containsExactly(before);
            assertThat(learner.step()).isEqualTo(1);
        }
    }

    @Test
    void aForeignFolderIsRefused() throws IOException {
        Path file = folder.resolve("learner.json");
        Files.writeString(file, "{}");
        try (DjlLearner learner = LearnerKit.learner(MODEL, CONFIG)) {
            assertThatExceptionOfType(PolicyException.class)
                    .isThrownBy(() -> learner.restore(folder))
                    .withMessage("%s: format must be 1, was ", file);
            assertThatExceptionOfType(PolicyException.class)
                    .isThrownBy(() -> learner.restore(folder.resolve("nowhere")))
                    .withMessageStartingWith(
                            "%s: is not a readable learner checkpoint: ", folder.resolve("nowhere/learner.json"));
        }
    }

    @Test
    void aCheckpointWithoutItsStepIsRefused() throws IOException {
        try (DjlLearner learner = LearnerKit.learner(MODEL, CONFIG)) {
            learner.save(folder.resolve("c"));
            Path file = folder.resolve("c/learner.json");
            Files.writeString(file, Files.readString(file).replace("\"step\"", "\"stop\""));
            assertThatExceptionOfType(PolicyException.class)
                    .isThrownBy(() -> learner.restore(folder.resolve("c")))
                    .withMessage("%s: step must be a number >= 0, was ", file);
        }
    }

    @Test
    void anExportedFolderCanBeOpenedAsAModel() throws IOException {
        Path base = TestModels.config(folder.resolve("base"), TestModels.json(MODEL));
        Files.writeString(base.resolve("tokenizer.json"), "{\"kept\": true}");
        try (DjlLearner learner = DjlLearner.of(Weights.random(MODEL, 7), base, CONFIG, () -> 0)) {
            train(learner, 1);
            learner.export(folder.resolve("out"));
            assertThat(LearnerKit.values(Weights.load(folder.resolve("out"))))
                    .containsExactly(LearnerKit.values(learner.snapshot()));
            assertThat(folder.resolve("out/tokenizer.json")).hasContent("{\"kept\": true}");
            assertThat(folder.resolve("out/config.json")).content().contains("float32");
        }
        try (DjlLearner again = DjlLearner.open(folder.resolve("out"), CONFIG, () -> 0)) {
            train(again, 1);
            assertThat(again.step()).isEqualTo(1);
        }
    }

    @Test
    void aBrainFloatExportIsHalfTheSize() throws IOException {
        Path base = TestModels.config(folder.resolve("base"), TestModels.json(MODEL));
        TrainingSettings brain = new TrainingSettings(CONFIG.loss(), CONFIG.optimizer(), 1, FloatType.BF16);
        try (DjlLearner learner = DjlLearner.of(Weights.random(MODEL, 7), base, brain, () -> 0)) {
            learner.export(folder.resolve("out"));
            long bytes = Files.size(folder.resolve("out/model.safetensors"));
            assertThat(bytes).isBetween(2 * learner.parameters(), 2 * learner.parameters() + 8192);
        }
    }

    private static void train(DjlLearner learner, long... seeds) {
        for (long seed : seeds) {
            List<TrainingRow> rows = LearnerKit.rows(MODEL, seed, 6);
            learner.train(TrainingRows.minibatch(rows));
        }
    }
}
