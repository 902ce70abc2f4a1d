package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The process of {@link MethodDeletionTest}: checks that must pass without the classes of a method. */
final class DeletedMethod {
    private DeletedMethod() {}

    /** @param arguments name of the method, a folder for files */
    public static void main(String[] arguments) throws IOException {
        String deleted = arguments[0];
        assertThatThrownBy(
                        () -> ConfigReader.parse("method: {%s: {enabled: true}}".formatted(deleted), List.of(), "test"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("method.%s: is not an option".formatted(deleted));
        assertThat(ConfigReader.defaults().toYaml()).doesNotContain(deleted + ":");
        MethodsFromConfigTest others = new MethodsFromConfigTest();
        others.folder = Path.of(arguments[1], "run");
        Files.createDirectory(others.folder);
        others.allBut(deleted);
        System.out.println("deleted " + deleted);
        System.exit(0);
    }
}
