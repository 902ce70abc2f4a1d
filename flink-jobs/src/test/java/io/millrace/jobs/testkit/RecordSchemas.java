package io.millrace.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.millrace.channel.ChannelReader;
import io.millrace.codec.RecordSchema;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Validates records against the schemas in {@code deploy/schemas}. */
public final class RecordSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private RecordSchemas() {}

    /** The file of a schema. */
    public static Path file(RecordSchema schema) {
        return Repository.path("deploy/schemas/" + schema.kind() + ".schema.json");
    }

    /** A schema as published: unknown fields pass. */
    public static ObjectNode published(RecordSchema schema) throws IOException {
        return (ObjectNode) JSON.readTree(Files.readString(file(schema)));
    }

    /** The faults of a schema itself. */
    public static Set<String> faultsOf(RecordSchema schema) throws IOException {
        JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
        return messages(meta.validate(published(schema)));
    }

    /** The faults of a record under the published schema. */
    public static Set<String> faults(RecordSchema schema, String record) throws IOException {
        return messages(FACTORY.getSchema(published(schema)).validate(JSON.readTree(record)));
    }

    /** The faults of a record under the schema; fields that the schema does not name are faults too. */
    public static Set<String> strictFaults(RecordSchema schema, String record) throws IOException {
        ObjectNode strict = published(schema);
        forbidOtherFields(strict);
        return messages(FACTORY.getSchema(strict).validate(JSON.readTree(record)));
    }

    private static void forbidOtherFields(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(RecordSchemas::forbidOtherFields);
    }

    private static Set<String> messages(Set<ValidationMessage> messages) {
        return messages.stream().map(ValidationMessage::getMessage).collect(Collectors.toSet());
    }

    /**
     * Validates all records of a run strictly.
     *
     * @return number of records by schema
     */
    public static Map<RecordSchema, Long> validate(RunFolder run) throws IOException {
        Map<RecordSchema, Long> counts = new EnumMap<>(RecordSchema.class);
        for (RunChannel channel : RunChannel.values()) {
            if (channel == RunChannel.ACKNOWLEDGEMENTS || channel == RunChannel.ALARMS) {
                continue; // Not written by the job.
            }
            counts.merge(channel.schema(), validate(run, channel.schema(), lines(run.channel(channel))), Long::sum);
        }
        return counts;
    }

    private static long validate(RunFolder run, RecordSchema schema, List<String> lines) throws IOException {
        ObjectNode strict = published(schema);
        forbidOtherFields(strict);
        JsonSchema compiled = FACTORY.getSchema(strict);
        for (String line : lines) {
            JsonNode record = JSON.readTree(line);
            assertThat(messages(compiled.validate(record)))
                    .as("%s: %s", schema, line)
                    .isEmpty();
            assertThat(record.path("run").asText()).as(line).isEqualTo(run.name());
            assertThat(record.path("time").asLong()).as(line).isPositive();
        }
        return lines.size();
    }

    private static List<String> lines(Path channel) {
        try (Stream<String> lines = ChannelReader.lines(channel)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
