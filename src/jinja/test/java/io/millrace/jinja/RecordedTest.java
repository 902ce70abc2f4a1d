package io.millrace.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares rendered texts with recorded outputs of the jinja2 library (3.1.6, configured like the transformers
 * library): recorded.json
 * contains the variables, the templates and the texts.
 */
class RecordedTest {
    private static final JsonNode RECORDED = recorded();

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(RECORDED.path("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aTemplateRendersAsJinjaRendersIt(JsonNode recorded) {
        Template template = Template.parse(recorded.path("template").asText());
        assertThat(template.render(variables(), LocalDate.of(2024, 7, 26)))
                .isEqualTo(recorded.path("text").asText());
    }

    private static Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>();
        RECORDED.path("variables")
                .properties()
                .forEach(field -> variables.put(field.getKey(), value(field.getValue())));
        return variables;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        if (node.isNull()) {
            return None.NONE;
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isTextual()) {
            return node.asText();
        }
        return node.isInt() ? (Object) node.asLong() : (Object) node.asDouble();
    }

    private static JsonNode recorded() {
        try (InputStream in = RecordedTest.class.getResourceAsStream("recorded.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
