package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.OptionDocs.Option;
import io.millrace.dataset.filter.FilterType;
import io.millrace.reward.RewardConfig;
import io.millrace.verify.VerifierConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final String RENEW = "./mvnw -pl flink-jobs -am test -Dtest=OptionTableTest -Dmillrace.renew=true";
    private static final Path DOCS = Path.of("../docs/options.md");
    private static final Path DIGITS = Path.of("../deploy/conf/digits.yaml");

    @Test
    void thePageOfOptionsIsUpToDate() throws IOException {
        isUpToDate(DOCS, OptionTable.markdown(OptionDocs.all()));
    }

    @Test
    void theCommentedFileIsUpToDate() throws IOException {
        isUpToDate(DIGITS, OptionTable.yaml(OptionDocs.of(ConfigReader.read(DIGITS, List.of()))));
    }

    @Test
    void theCommentedFormOfTheDefaultsReadsAsTheDefaults() throws IOException {
        String commented = OptionTable.yaml(OptionDocs.all());
        assertThat(ConfigReader.parse(commented, List.of(), "commented")).isEqualTo(ConfigReader.defaults());
    }

    @Test
    void everyOptionHasAMeaningAndADefault() throws IOException {
        assertThat(OptionDocs.all()).hasSizeGreaterThan(80).allSatisfy(option -> {
            assertThat(option.meaning()).as(option.key()).isNotBlank();
            assertThat(option.section() || !option.fallback().isEmpty())
                    .as(option.key())
                    .isTrue();
        });
    }

    @Test
    void theDefaultsHoldNoKeyThatIsNotAnOption() throws IOException {
        List<String> keys = new ArrayList<>();
        OptionDocs.all().stream()
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
        assertThat(ConfigLists.otherwise(RewardConfig.class, "overlong"))
                .hasToString(
                        "{\"type\":\"overlong\",\"name\":null,\"weight\":1.0,\"when\":\"always\",\"maxTokens\":0,\"buffer\":4096}");
        assertThat(ConfigLists.otherwise(FilterType.class, "none-of"))
                .hasToString("{\"type\":\"none-of\",\"field\":null,\"values\":[]}");
    }

    private static void isUpToDate(Path file, String text) throws IOException {
        if (Boolean.getBoolean("millrace.renew")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("renew it with " + RENEW).content().isEqualTo(text);
    }
}
