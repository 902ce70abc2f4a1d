package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.OptionDocs.Option;
import io.millrace.reward.RewardConfig;
import io.millrace.verify.VerifierConfig;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final String RENEW = "./mvnw -pl src test -Dtest=OptionTableTest -Dmillrace.renew=true";
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
    void whatSectionsOfListsAreMadeOfHasTheKeysOfTheirRecords() {
        assertThat(ConfigLists.names()).containsExactly("stages", "rewards", "verifiers", "sources", "filters");
        hasTheKeysOfItsRecords("rewards", RewardConfig.class);
        hasTheKeysOfItsRecords("verifiers", VerifierConfig.class);
    }

    private static void hasTheKeysOfItsRecords(String list, Class<?> sections) {
        ConfigLists.records(sections).forEach((type, record) -> assertThat(
                        ConfigLists.otherwise(list, type).propertyStream())
                .extracting(java.util.Map.Entry::getKey)
                .as("%s of type %s", list, type)
                .filteredOn(key -> !key.equals(ConfigLists.TYPE))
                .containsExactlyElementsOf(Arrays.stream(record.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()));
    }

    private static void isUpToDate(Path file, String text) throws IOException {
        if (Boolean.getBoolean("millrace.renew")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("renew it with " + RENEW).content().isEqualTo(text);
    }
}
