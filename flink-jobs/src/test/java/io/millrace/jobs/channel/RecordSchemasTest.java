package io.millrace.jobs.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.codec.EpisodeJson;
import io.millrace.codec.RecordSchema;
import io.millrace.codec.ScoreJson;
import io.millrace.codec.WindowJson;
import io.millrace.config.ConfigReader;
import io.millrace.dataset.PromptRecords;
import io.millrace.jobs.testkit.RecordSchemas;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepRecord;
import io.millrace.method.Method;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import io.millrace.model.ChatMessage;
import io.millrace.model.Collapse;
import io.millrace.model.FinishReason;
import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Verdict;
import io.millrace.model.VisitEnd;
import io.millrace.testkit.Repository;
import io.millrace.window.Count;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas of records, and the examples in the documentation. */
class RecordSchemasTest {
    private static final String RENEW = "./mvnw -pl flink-jobs -am test -Dtest=RecordSchemasTest -Dmillrace.renew=true";
    private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)\\n```", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields of a step that are not metrics of the core or of a method. */
    private static final List<String> NO_METRICS = List.of(
            "schema",
            "run",
            "time",
            "policy_from",
            "policy_to",
            GroupStatistics.REVISIONS,
            GroupStatistics.REVISION_TOKENS);

    private static Map<RecordSchema, List<String>> examples() throws IOException {
        Map<RecordSchema, List<String>> examples = new LinkedHashMap<>();
        Matcher found = EXAMPLE.matcher(Files.readString(Repository.path("docs/channels.md")));
        while (found.find()) {
            String id = JSON.readTree(found.group(1)).required("schema").asText();
            RecordSchema schema = Arrays.stream(RecordSchema.values())
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("docs/channels.md: no schema " + id));
            examples.computeIfAbsent(schema, one -> new ArrayList<>()).add(found.group(1));
        }
        return examples;
    }

    @ParameterizedTest
    @EnumSource(RecordSchema.class)
    void everyKindOfRecordHasAValidSchema(RecordSchema schema) throws IOException {
        assertThat(RecordSchemas.faultsOf(schema)).isEmpty();
        assertThat(RecordSchemas.published(schema)
                        .at("/properties/schema/const")
                        .asText())
                .isEqualTo(schema.id());
    }

    @ParameterizedTest
    @EnumSource(RecordSchema.class)
    void theDocumentationHasAValidExample(RecordSchema schema) throws IOException {
        assertThat(examples()).containsKey(schema);
        for (String example : examples().get(schema)) {
            assertThat(RecordSchemas.strictFaults(schema, example)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(RecordSchema.class)
    void anUnknownFieldPassesTheSchemaButFailsTheBuild(RecordSchema schema) throws IOException {
        ObjectNode newer = (ObjectNode) JSON.readTree(examples().get(schema).get(0));
        newer.put("newer_figure", 1);

        assertThat(RecordSchemas.faults(schema, newer.toString())).isEmpty();
        assertThat(RecordSchemas.strictFaults(schema, newer.toString()))
                .singleElement()
                .asString()
                .contains("newer_figure");
    }

    @ParameterizedTest
    @EnumSource(RecordSchema.class)
    void aRecordWithoutARequiredFieldOrOfAnotherVersionIsInvalid(RecordSchema schema) throws IOException {
        JsonNode required = RecordSchemas.published(schema).required("required");
        for (JsonNode field : required) {
            ObjectNode record =
                    (ObjectNode) JSON.readTree(examples().get(schema).get(0));
            record.remove(field.asText());
            assertThat(RecordSchemas.faults(schema, record.toString()))
                    .as(field.asText())
                    .isNotEmpty();
        }
        ObjectNode other = (ObjectNode) JSON.readTree(examples().get(schema).get(0));
        other.put("schema", schema.kind() + "/2");
        assertThat(RecordSchemas.faults(schema, other.toString())).isNotEmpty();
    }

    @Test
    void theExamplesOfEpisodesAndWindowsCanBeRead() throws IOException {
        for (String example : examples().get(RecordSchema.EPISODE)) {
            assertThat(EpisodeJson.read(example).query()).isEqualTo("reason/31");
        }
        assertThat(ScoreJson.read(examples().get(RecordSchema.SCORE).get(0)).rows())
                .hasSize(1);
        WindowStatistics window =
                WindowJson.read(examples().get(RecordSchema.WINDOW).get(0)).statistics();
        assertThat(window.histogram(WindowStatistics.REWARD).count()).isEqualTo(window.count(Count.RESPONSES));
        assertThat(window.sketch(WindowStatistics.LENGTH).count()).isEqualTo(window.count(Count.RESPONSES));
    }

    @Test
    void sentPromptsConformToTheirSchema() throws IOException {
        Prompt prompt =
                new Prompt("q/1", List.of(ChatMessage.user("1+1?")), List.of("2"), "set", "math", PromptKind.PLAIN);

        assertThat(RecordSchemas.strictFaults(RecordSchema.PROMPT, PromptRecords.line(prompt)))
                .isEmpty();
        assertThat(PromptRecords.SCHEMA).isEqualTo(RecordSchema.PROMPT.id());
    }

    @Test
    void theSchemasNameEveryConstant() throws IOException {
        String rows = "/properties/rows/items/properties";
        String ends = "/properties/ends/items/properties";
        String responses = "/properties/responses/items/properties";

        assertThat(constants(RecordSchema.LEDGER, "/properties/end")).isEqualTo(names(VisitEnd.Kind.values()));
        assertThat(constants(RecordSchema.MINIBATCH, ends + "/end")).isEqualTo(names(VisitEnd.Kind.values()));
        assertThat(constants(RecordSchema.MINIBATCH, "/properties/kind")).isEqualTo(names(Minibatch.Kind.values()));
        assertThat(constants(RecordSchema.MINIBATCH, rows + "/origin")).isEqualTo(names(Origin.values()));
        assertThat(constants(RecordSchema.MINIBATCH, rows + "/log_prob_scale"))
                .isEqualTo(names(LogProbs.Scale.values()));
        assertThat(constants(RecordSchema.MINIBATCH, ends + "/prompt/properties/kind"))
                .isEqualTo(names(PromptKind.values()));
        assertThat(constants(RecordSchema.EPISODE, "/properties/end")).isEqualTo(names(VisitEnd.Kind.values()));
        assertThat(constants(RecordSchema.EPISODE, "/properties/collapse")).isEqualTo(names(Collapse.values()));
        assertThat(constants(RecordSchema.EPISODE, "/properties/kind")).isEqualTo(names(PromptKind.values()));
        assertThat(constants(RecordSchema.EPISODE, responses + "/origin")).isEqualTo(names(Origin.values()));
        assertThat(constants(RecordSchema.EPISODE, responses + "/verdict")).isEqualTo(names(Verdict.Kind.values()));
        assertThat(constants(RecordSchema.EPISODE, responses + "/finish")).isEqualTo(names(FinishReason.values()));
        assertThat(constants(RecordSchema.WINDOW, "/properties/ends/propertyNames"))
                .isEqualTo(names(VisitEnd.Kind.values()));
        assertThat(constants(RecordSchema.SCORE, "/properties/kind")).isEqualTo(names(Minibatch.Kind.values()));
        assertThat(constants(RecordSchema.REFLECTION, "/properties/prompt/properties/kind"))
                .isEqualTo(names(PromptKind.values()));
    }

    private static List<String> constants(RecordSchema schema, String field) throws IOException {
        List<String> names = new ArrayList<>();
        RecordSchemas.published(schema).at(field + "/enum").forEach(name -> names.add(name.asText()));
        return names;
    }

    private static List<String> names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    @Test
    void theSchemaOfStepsNamesEveryFigure() throws IOException {
        ObjectNode schema = RecordSchemas.published(RecordSchema.STEP);
        ObjectNode properties = (ObjectNode) schema.required("properties");
        properties.retain(NO_METRICS);
        for (Figure figure : figures()) {
            properties
                    .putObject(figure.key())
                    .put("type", "number")
                    .put(
                            "description",
                            figure.meaning() + (figure.unit().isEmpty() ? "" : " (%s)".formatted(figure.unit())));
        }
        String expected =
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema).replace("\" : ", "\": ") + "\n";
        if (Boolean.getBoolean("millrace.renew")) {
            Files.writeString(RecordSchemas.file(RecordSchema.STEP), expected);
        }
        assertThat(JSON.readTree(expected))
                .as("renew it with " + RENEW)
                .isEqualTo(RecordSchemas.published(RecordSchema.STEP));
    }

    /** All figures that a step can have: those of the core, then those of the methods. */
    private static List<Figure> figures() {
        List<Figure> core = Stream.<Figure>concat(Arrays.stream(Metric.values()), Arrays.stream(StepFigure.values()))
                .toList();
        Map<String, Double> all = core.stream().collect(Collectors.toMap(Figure::key, figure -> 1.0));
        StepRecord step = StepCodec.read(all);
        Map<String, Double> known = StepCodec.write(step);
        List<Figure> figures = new ArrayList<>(
                core.stream().filter(figure -> known.containsKey(figure.key())).toList());
        for (Method method : ConfigReader.defaults().methods()) {
            figures.addAll(method.ownFigures());
        }
        return figures;
    }
}
