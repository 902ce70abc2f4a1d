package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dataset.DatasetFormat;
import io.millrace.dataset.FieldMapping;
import io.millrace.dataset.SourceConfig;
import io.millrace.dataset.filter.FieldRange;
import io.millrace.dataset.filter.FieldValue;
import io.millrace.dataset.filter.PromptLength;
import io.millrace.dataset.filter.TextPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources of data sets and their filters: nested lists. */
class DataConfigTest {
    private static final String FILTERS = "{data: {train: {path: a.jsonl, filters: [%s]}}}";
    private static final String SOURCES = "{data: {train: {sources: [%s]}}}";

    @Test
    void aDataSetOfOnePathIsItsOwnSource() {
        assertThat(parse("{data: {train: {path: data/a.b.jsonl, task: reason, prompts: 7}}}")
                        .data()
                        .train()
                        .parts())
                .containsExactly(new SourceConfig(
                        "a", "data/a.b.jsonl", "reason", DatasetFormat.AUTO, FieldMapping.AUTOMATIC, 7, 0, List.of()));
    }

    @Test
    void sourcesAndTheirFiltersSurviveARoundTripThroughYaml() {
        MillraceConfig config = parse("""
                data:
                  train:
                    task: reason
                    distinct: true
                    filters: [{type: length, within: ..2000}, {type: lacks, pattern: '\\[asy\\]'}]
                    sources:
                      - {name: math, path: math.json, weight: 3, prompts: 100}
                      - name: aime
                        path: aime.json
                        task: digits
                        weight: 1
                        fields: {difficulty: level}
                        filters:
                          - {type: range, field: level, within: 2..}
                          - {type: one-of, field: year, values: [1983, '1984']}
                          - {type: none-of, field: type, values: [Geometry]}
                          - {type: contains, field: answer, pattern: ^\\d+$}
                  eval: {sources: [{name: made, task: reason}]}
                  decontaminate: {eval: true, files: [more.json], prompt: q}
                """);
        assertThat(config.data().train().filters())
                .containsExactly(new PromptLength("..2000"), new TextPattern(TextPattern.Rule.LACKS, "", "\\[asy\\]"));
        assertThat(config.data().train().parts()).extracting(SourceConfig::task).containsExactly("reason", "digits");
        SourceConfig aime = config.data().train().sources().get(1);
        assertThat(aime.fields().difficulty()).isEqualTo("level");
        assertThat(aime.filters())
                .containsExactly(
                        new FieldRange("level", "2.."),
                        new FieldValue(FieldValue.Rule.ONE_OF, "year", List.of("1983", "1984")),
                        new FieldValue(FieldValue.Rule.NONE_OF, "type", List.of("Geometry")),
                        new TextPattern(TextPattern.Rule.CONTAINS, "answer", "^\\d+$"));
        assertThat(config.data().decontaminate().files()).containsExactly("more.json");
        assertThat(parse(config.toYaml())).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: near} | [0].type: must be one of one-of, none-of, range, length, contains, lacks, was 'near'",
                "{type: range, field: d} | [0].within: must be a string, was not given",
                "{type: range, field: d, within: 5..2} | [0].within: must be in ascending order, was '5..2'",
                "{type: one-of, field: d} | [0].values: must have at least one value, had none",
                "{type: lacks, pattern: '('} | [0].pattern: must be a regular expression, was (: Unclosed group",
                "{type: lacks, patern: x} | [0].patern: is not an option; did you mean data.train.filters[0].pattern?"
            })
    void filtersAreChecked(String list, String problem) {
        String yaml = FILTERS.formatted(list);
        if (list.contains("patern")) {
            refuses(
                    yaml,
                    "data.train.filters" + problem,
                    "data.train.filters[0].pattern: must be a string, was not given");
        } else {
            refuses(yaml, "data.train.filters" + problem);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{path: a.json} | data.train.sources[0].name: must be a string, was not given",
                "{name: a b} | data.train.sources[0].name: must consist of letters, digits, dots, - and _, was 'a b'",
                "{name: a}, {name: a} | data.train.sources[1].name: must be unique, was a",
                "{name: a, weight: 1}, {name: b} | data.train.sources[1].weight: must be > 0 in all sources or in none,"
                        + " was 0",
                "{name: a, weight: -1} | data.train.sources[0].weight: must be finite and >= 0, was -1.0",
                "{name: a, prompts: -1} | data.train.sources[0].prompts: must be >= 0, was -1",
                "{name: a, task: chess} | data.train.sources[0].task: must be auto or one of choice, digits, json, lookup, pattern, reason, text, was chess",
                "{name: a, fields: {difficulti: x}} | data.train.sources[0].fields.difficulti: is not an option; did you mean"
                        + " data.train.sources[0].fields.difficulty?",
                "{name: a, filters: [{type: length, within: x}]} | data.train.sources[0].filters[0].within: must be one"
                        + " or two numbers, such as 2..5, 2.. or ..5, was 'x'"
            })
    void sourcesAreChecked(String list, String problem) {
        refuses(SOURCES.formatted(list), problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path: a.json | path: must be blank with sources, was a.json",
                "format: json | format: must be given per source, was JSON",
                "fields: {id: x} | fields: must be given per source",
                "prompts: 3 | prompts: must be given per source, was 3"
            })
    void optionsOfSourcesMustNotBeSetForTheWholeDataSet(String option, String rule) {
        refuses("{data: {train: {%s, sources: [{name: a}]}}}".formatted(option), "data.train." + rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "floor: 0 | floor: must be in 0.001..1, was 0.0: otherwise prompts might never be visited again",
                "floor: 1.5 | floor: must be in 0.001..1, was 1.5: otherwise prompts might never be visited again",
                "low: -0.1 | low: must be in 0..1, was -0.1",
                "high: 0.01 | high: must be in low..1 = 0.02..1, was 0.01",
                "decay: 1 | decay: must be in 0..0.99, was 1.0",
                "flor: 1 | flor: is not an option; did you mean data.curriculum.floor?"
            })
    void theCurriculumIsChecked(String option, String problem) {
        refuses("{data: {curriculum: {enabled: true, %s}}}".formatted(option), "data.curriculum." + problem);
    }

    @Test
    void recordedResponsesHaveNoCurriculum() {
        assertThatThrownBy(() ->
                        parse("{data: {curriculum: {enabled: true}}, policy: {engine: trace, trace: {path: t.jsonl}}}"))
                .hasMessageContaining(
                        "data.curriculum.enabled: must be false with policy.engine trace, which samples nothing new");
    }

    @Test
    void aPartOtherThanHeldOutNeedsAGeneratedSource() {
        String eval = "{data: {eval: {sources: [{name: a%s}, {name: b, path: b.json}]}}, evaluation: {part: hard}}";
        assertThat(parse(eval.formatted("")).data().eval().sources()).hasSize(2);
        refuses(
                eval.formatted(", path: a.json"),
                "evaluation.part: must be held-out with data.eval.path, because a file has only one part, was hard");
    }

    @Test
    void tokenCreditNeedsTokenRewardsFromTheTasksOfAllSources() {
        refuses(
                "{data: {train: {sources: [{name: a, task: digits}, {name: b, task: reason}]}}, advantage: {credit: token}}",
                "advantage.credit: must be response for task reason as configured, which does not credit individual tokens, was token");
    }

    private static MillraceConfig parse(String yaml) {
        return ConfigReader.parse(yaml, List.of(), "test.yaml");
    }

    private static void refuses(String yaml, String... problems) {
        assertThatThrownBy(() -> parse(yaml))
                .hasMessage("config test.yaml: %d problem%s\n  %s"
                        .formatted(problems.length, problems.length == 1 ? "" : "s", String.join("\n  ", problems)));
    }
}
