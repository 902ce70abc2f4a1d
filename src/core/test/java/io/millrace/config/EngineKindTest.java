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

    /** A kind of a user's: it learns, but cannot score. */
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

    /** With the parrot's line on the class path, as a user's jar would have it. */
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
    void ourOwnKindsAreFoundByName() {
        assertThat(EngineKind.all()).extracting(EngineKind::name).containsExactly("djl", "trace", "uniform");
        assertThat(EngineKind.named("DJL").capabilities().learns()).isTrue();
        assertThat(EngineKind.named("trace").capabilities().replays()).isTrue();
    }

    @Test
    void aKindThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> config("policy.engine=vllm"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.engine: must be one of djl, trace, uniform, was 'vllm'");
    }

    @Test
    void aKindOfAUsersJarIsOneMoreToChooseFrom() throws Exception {
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
    void whereNoLoaderIsGivenOurOwnKindsAreFound() {
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
