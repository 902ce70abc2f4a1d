package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.OptionDocs.Option;
import io.millrace.dataset.filter.FilterType;
import io.millrace.reward.RewardConfig;
import io.millrace.testkit.ExtensionJar;
import io.millrace.verify.VerifierConfig;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionTableTest {
    private static final String RENEW = "./mvnw -pl flink-jobs -am test -Dtest=OptionTableTest -Dmillrace.renew=true";
    private static final SourceTexts SOURCES = SourceTexts.below(Path.of(".."));
    private static final Path DOCS = Path.of("../docs/options.md");
    private static final Path DIGITS = Path.of("../deploy/conf/digits.yaml");

    @Test
    void thePageOfOptionsIsUpToDate() throws IOException {
        isUpToDate(DOCS, OptionTable.markdown(OptionDocs.all(SOURCES)));
    }

    @Test
    void theCommentedFileIsUpToDate() throws IOException {
        isUpToDate(DIGITS, OptionTable.yaml(OptionDocs.of(SOURCES, ConfigReader.read(DIGITS, List.of()))));
    }

    @Test
    void theCommentedFormOfTheDefaultsReadsAsTheDefaults() throws IOException {
        String commented = OptionTable.yaml(OptionDocs.all(SOURCES));
        assertThat(ConfigReader.parse(commented, List.of(), "commented")).isEqualTo(ConfigReader.defaults());
    }

    @Test
    void everyOptionHasAMeaningAndADefault() throws IOException {
        assertThat(OptionDocs.all(SOURCES)).hasSizeGreaterThan(80).allSatisfy(option -> {
            assertThat(option.meaning()).as(option.key()).isNotBlank();
            assertThat(option.section() || !option.fallback().isEmpty())
                    .as(option.key())
                    .isTrue();
        });
    }

    @Test
    void theDefaultsContainOnlyOptions() throws IOException {
        List<String> keys = new ArrayList<>();
        OptionDocs.all(SOURCES).stream()
                .filter(option -> !option.listed())
                .map(Option::key)
                .forEach(keys::add);
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(ConfigReader.parse(ConfigReader.defaults().toYaml(), List.of(), "defaults"))
                .isEqualTo(ConfigReader.defaults());
        assertThat(RecordWriter.tree(ConfigReader.defaults()))
                .as("defaults.yaml has the keys of the records, in their order")
                .hasToString(ConfigYaml.defaults().toString());
    }

    @Test
    void sectionsOfListsHaveTheKeysOfTheirRecords() {
        assertThat(ConfigLists.types(RewardConfig.class))
                .contains("length-bonus", "overlong", "cosine", "repetition", "format", "length", "class");
        assertThat(ConfigLists.types(VerifierConfig.class))
                .contains("math", "text", "pattern", "choice", "json", "all", "any", "first", "http", "class");
        assertThat(ConfigLists.types(FilterType.class))
                .contains("one-of", "none-of", "range", "length", "contains", "lacks");
        assertThat(ConfigLists.defaults(RewardConfig.class, "overlong"))
                .hasToString(
                        "{\"type\":\"overlong\",\"name\":null,\"weight\":1.0,\"when\":\"always\",\"maxTokens\":0,\"buffer\":4096}");
        assertThat(ConfigLists.defaults(FilterType.class, "none-of"))
                .hasToString("{\"type\":\"none-of\",\"field\":null,\"values\":[]}");
    }

    @Test
    void optionsAreFoundByKeySectionAndType() {
        assertThat(keys("sampling.groupSize")).containsExactly("sampling.groupSize");
        assertThat(keys("optimizer"))
                .contains("optimizer", "optimizer.rate")
                .allMatch(key -> key.startsWith("optimizer"));
        assertThat(keys("overlap"))
                .containsExactly(
                        "task.verifiers[].type",
                        "task.verifiers[].name",
                        "task.verifiers[].sources",
                        "task.verifiers[].stopped",
                        "task.verifiers[].f1");
        assertThat(keys("r3")).isNotEmpty().allMatch(key -> key.contains("r3"));
        assertThat(keys("overlapp")).isEmpty();
    }

    @Test
    void anExtensionFromAUsersJarIsShownWithItsMeaningsIfItsSourceIsNextToIt(@TempDir Path folder) throws Exception {
        String source = """
                package org.example;

                import io.millrace.dataset.filter.Filter;
                import io.millrace.dataset.filter.FilterType;
                import io.millrace.plugin.Default;

                /**
                 * Keeps prompts with an ending.
                 *
                 * @param ending how a prompt | must end
                 */
                public record EndsWith(@Default("?") String ending) implements FilterType {
                  @Override
                  public Filter create() {
                    return null;
                  }
                }
                """;
        Map<Class<?>, List<String>> registered = Map.of(FilterType.class, List.of("org.example.EndsWith"));
        Map<String, String> sources = Map.of("org.example.EndsWith", source);
        try (URLClassLoader without =
                        ExtensionJar.loader(Files.createDirectory(folder.resolve("a")), sources, registered);
                URLClassLoader with = ExtensionJar.loader(
                        Files.createDirectory(folder.resolve("b")),
                        sources,
                        Map.of("org/example/EndsWith.java", source),
                        registered)) {
            String row = "| `data.train.filters[].ending` | string | `?` | %s |";
            assertThat(shown(without, "ends-with")).contains(row.formatted(""));
            assertThat(shown(with, "ends-with"))
                    .contains("| ends-with | `ends-with` | Keeps prompts with an ending. |")
                    .contains(row.formatted("how a prompt \\| must end"));
        }
    }

    private static String shown(ClassLoader loader, String name) throws Exception {
        return ExtensionJar.with(loader, () -> OptionTable.tables(OptionTable.named(OptionDocs.all(SOURCES), name)));
    }

    private static List<String> keys(String name) {
        return OptionTable.named(OptionDocs.all(SOURCES), name).stream()
                .map(Option::key)
                .toList();
    }

    private static void isUpToDate(Path file, String text) throws IOException {
        if (Boolean.getBoolean("millrace.renew")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("renew it with " + RENEW).content().isEqualTo(text);
    }
}
