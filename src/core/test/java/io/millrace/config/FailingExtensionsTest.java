package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.AdvantageEstimator;
import io.millrace.advantage.EstimatorType;
import io.millrace.method.Method;
import io.millrace.method.MethodSettings;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;
import io.millrace.testkit.ExtensionJar;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierType;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An extension that fails while a configuration is checked is a problem of its section, with its class. */
class FailingExtensionsTest {
    @TempDir
    private Path folder;

    /** A method with faults. */
    public record Faulty(
            @Default("false") boolean inCheck,
            @Default("false") boolean inEnding) implements Method {
        @Override
        public void check(MethodSettings settings, Problems problems) {
            if (inCheck) {
                throw new IllegalStateException("no check");
            }
        }

        @Override
        public Optional<String> promptEnding() {
            if (inEnding) {
                throw new NoClassDefFoundError("missing/Ending");
            }
            return Optional.empty();
        }
    }

    /** An estimator that does not know the size of its groups. */
    public record Groupless() implements EstimatorType {
        @Override
        public AdvantageEstimator create(AdvantageConfig config) {
            throw new IllegalStateException("no estimator");
        }

        @Override
        public int smallestGroup() {
            throw new IllegalStateException("no size");
        }
    }

    /** A verifier that fails when asked about itself. */
    public record Silent(@Default("false") boolean used) implements VerifierType {
        @Override
        public Verifier create(VerifierContext context) {
            throw new IllegalStateException("no verifier");
        }

        @Override
        public List<String> uses() {
            if (used) {
                throw new IllegalStateException("no uses");
            }
            return List.of();
        }

        @Override
        public boolean readsAnswers() {
            throw new IllegalStateException("no truths");
        }
    }

    private void refuses(Class<?> point, Class<?> extension, String yaml, String message) throws Exception {
        try (URLClassLoader loader =
                ExtensionJar.loader(folder, Map.of(), Map.of(point, List.of(extension.getName())))) {
            assertThatThrownBy(() -> ExtensionJar.with(loader, () -> ConfigReader.parse(yaml, List.of(), "t")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void aMethodWhoseCheckFailsIsAProblemOfItsSection() throws Exception {
        refuses(
                Method.class,
                Faulty.class,
                "method: {faulty: {inCheck: true}}",
                "method.faulty: must report problems of its options, threw java.lang.IllegalStateException: no check"
                        + " (class io.millrace.config.FailingExtensionsTest$Faulty)");
    }

    @Test
    void otherProblemsAreStillReported() throws Exception {
        refuses(
                Method.class,
                Faulty.class,
                "{method: {faulty: {inCheck: true}}, sampling: {topP: 0.5}}",
                "sampling.topP: must be 1");
    }

    @Test
    void aMethodWhosePromptEndingFailsIsAProblemOfItsSection() throws Exception {
        refuses(
                Method.class,
                Faulty.class,
                "{method: {faulty: {inEnding: true}}, rewards: [{name: brief, type: truncated}]}",
                "method.faulty: must not fail while a configuration is checked, threw java.lang.NoClassDefFoundError:"
                        + " missing/Ending (class io.millrace.config.FailingExtensionsTest$Faulty)");
    }

    @Test
    void anEstimatorThatFailsIsAProblemOfItsOption() throws Exception {
        refuses(
                EstimatorType.class,
                Groupless.class,
                "advantage: {estimator: groupless}",
                "advantage.estimator: must not fail while a configuration is checked, threw java.lang.IllegalStateException: no size (class io.millrace.config.FailingExtensionsTest$Groupless)");
    }

    @Test
    void aVerifierThatFailsIsAProblemOfItsListEntry() throws Exception {
        String failed =
                "must not fail while a configuration is checked, threw java.lang.IllegalStateException: %s (class "
                        + Silent.class.getName() + ")";
        refuses(
                VerifierType.class,
                Silent.class,
                "task: {verifiers: [{name: a, type: silent}]}",
                "task.verifiers[0].type: " + failed.formatted("no truths"));
        refuses(
                VerifierType.class,
                Silent.class,
                "task: {verifiers: [{name: a, type: silent, used: true}]}",
                "task.verifiers: a " + failed.formatted("no uses"));
    }
}
