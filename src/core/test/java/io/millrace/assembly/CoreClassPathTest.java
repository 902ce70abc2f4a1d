package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.config.LearnerKind;
import io.millrace.dataset.DataKit;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.FieldMapping;
import io.millrace.model.PolicyException;
import io.millrace.task.PromptGenerator;
import io.millrace.task.Tasks;
import io.millrace.testkit.LenientTask;
import io.millrace.token.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dependencies of the core, and its errors for missing modules. */
class CoreClassPathTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.djl.ndarray.NDArray",
                "ai.djl.pytorch.jni.PyTorchLibrary",
                "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer",
                "org.duckdb.DuckDBDriver",
                "org.apache.flink.api.common.functions.Function",
                "io.github.resilience4j.circuitbreaker.CircuitBreaker",
                "org.matheclipse.core.eval.ExprEvaluator"
            })
    void noLibraryOfAnotherModuleIsOnItsClassPath(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aMissingDataReaderIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("a.parquet"));
        assertThatThrownBy(() -> Datasets.load(
                        DataKit.file("any", file.toString(), FieldMapping.AUTOMATIC, 0),
                        PromptGenerator.Part.TRAIN,
                        Tasks.of(new LenientTask("any"))))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "data set: format must be one that a module on the class path reads, was PARQUET; add millrace-parquet");
    }

    @Test
    void aMissingTokenizerFormatIsNamed() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("must contain tokenizer_config.json with char_ords");
    }

    @Test
    void aMissingLearnerIsNamed() {
        assertThatThrownBy(LearnerKind::present)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("learner: no module on the class path provides one; add millrace-torch");
    }

    @Test
    void defaultVerifiersAreThoseOfTheAvailableModules() {
        assertThat(ConfigReader.defaults().tasks().names())
                .contains("text", "choice")
                .doesNotContain("math", "number");
    }
}
