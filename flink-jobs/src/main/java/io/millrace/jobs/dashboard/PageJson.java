package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.jobs.view.StepColumns;
import io.millrace.json.JsonMappers;
import java.io.IOException;

/** The JSON of the page: records as they are, unknown numbers as null. */
final class PageJson {
    private static final JsonMapper MAPPER = mapper();

    private PageJson() {}

    private static JsonMapper mapper() {
        SimpleModule numbers = new SimpleModule();
        numbers.addSerializer(Double.class, new FiniteOrNull());
        numbers.addSerializer(double.class, new FiniteOrNull());
        return JsonMappers.builder().addModule(numbers).build();
    }

    private static final class FiniteOrNull extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                out.writeNumber(value);
            } else {
                out.writeNull();
            }
        }
    }

    /** Many numbers, written without a node for each. */
    private static final class Column extends JsonSerializable.Base {
        private final double[] values;

        Column(double... values) {
            this.values = values;
        }

        @Override
        public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartArray();
            for (double value : values) {
                if (Double.isFinite(value)) {
                    out.writeNumber(value);
                } else {
                    out.writeNull();
                }
            }
            out.writeEndArray();
        }

        @Override
        public void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(out, provider);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static String text(JsonNode json) {
        return json.toString();
    }

    /** Rows of steps, by column. */
    static ObjectNode steps(String run, StepColumns.Slice slice) {
        ObjectNode json = object().put("run", run)
                .put("generation", slice.generation())
                .put("from", slice.from())
                .put("length", slice.length());
        ObjectNode figures = json.putObject("figures");
        slice.figures().forEach((name, values) -> figures.putPOJO(name, new Column(values)));
        return json;
    }
}
