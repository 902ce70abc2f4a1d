package io.millrace.kubernetes;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One resource of {@code deploy/kubernetes}.
 *
 * @param file its file
 * @param content its fields
 */
public record Manifest(Path file, JsonNode content) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public static Path folder() {
        return Repository.path("deploy/kubernetes");
    }

    /** All resources. */
    public static List<Manifest> all() {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(Manifest::in)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Manifest> in(Path file) {
        try {
            return parse(file, Files.readString(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resources of a text. */
    static List<Manifest> parse(Path file, String text) throws IOException {
        List<Manifest> all = new ArrayList<>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNext()) {
                all.add(new Manifest(file, documents.next()));
            }
        }
        return all;
    }

    /** The resources of a kind. */
    public static List<Manifest> all(String kind) {
        return all().stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    public String kind() {
        return text("/kind");
    }

    public String name() {
        return text("/metadata/name");
    }

    /** The text at a JSON pointer; empty if there is none. */
    public String text(String pointer) {
        return content.at(pointer).asText("");
    }

    @Override
    public String toString() {
        return "%s %s in %s".formatted(kind(), name(), folder().relativize(file));
    }
}
