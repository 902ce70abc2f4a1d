package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineKindTest {
    @TempDir
    Path jar;

    /** A user's engine kind, which learns but cannot score. */
    public static final class Parrot implements EngineKind {
        @Override
        public String name() {
            return "parrot";
        }

        @Override
        public EngineCapabilities capabilities() {
            return new EngineCapabilities(true, false, false, false, false, false);
        }

        @Override
        public PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
            throw new UnsupportedOperationException();
        }
    }

    /** Runs a task with the parrot's registration on the class path, as in a user's jar. */
    private <T> T withParrot(Callable<T> task) throws Exception {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(EngineKind.class.getName()), Parrot.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return task.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static MillraceConfig config(String... overrides) throws IOException {
        return ConfigReader.parse("", List.of(overrides), "of the test");
    }

    @Test
    void builtInKindsAreFoundByName() {
        assertThat(EngineKind.all()).extracting(EngineKind::name).containsExactly("djl", "trace", "uniform");
        assertThat(EngineKind.named("DJL").capabilities().learns()).isTrue();
        assertThat(EngineKind.named("trace").capabilities().replays()).isTrue();
    }

    @Test
    void anUnknownKindIsRejectedWithAListOfKnownOnes() {
        assertThatThrownBy(() -> config("policy.engine=vllm"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.engine: must be one of djl, trace, uniform, was 'vllm'");
    }

    @Test
    void aKindFromAUsersJarCanBeChosen() throws Exception {
        MillraceConfig config = withParrot(() -> config("policy.engine=parrot"));

        assertThat(config.policy().engine()).isInstanceOf(Parrot.class);
        assertThat(config.toYaml()).contains("engine: parrot");
        assertThatThrownBy(() -> withParrot(() -> config("policy.engine=pigeon")))
                .hasMessageContaining("policy.engine: must be one of djl, parrot, trace, uniform, was 'pigeon'");
    }

    @Test
    void aPolicyThatCannotScoreDoesNotJudgeItsOwnRevisions() {
        assertThatThrownBy(() -> withParrot(() -> config(
                        "policy.engine=parrot", "method.rearl.enabled=true", "method.rearl.revise.enabled=true")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "method.rearl.revise.model: must be given with policy.engine parrot, which cannot score given tokens");
    }

    @Test
    void builtInKindsAreFoundWithoutAClassLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            assertThat(EngineKind.all()).extracting(EngineKind::name).containsExactly("djl", "trace", "uniform");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
