package io.millrace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.window.WindowAggregator;
import io.millrace.window.WindowPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link WindowAggregator.State} as bytes: JSON with the open windows as records. */
public final class WindowStateJson {
    private static final int VERSION = 1;

    private WindowStateJson() {}

    /** Formats a state. */
    public static byte[] write(WindowAggregator.State state) {
        ObjectNode json = JsonMappers.plain().createObjectNode();
        json.put("version", VERSION)
                .put("part", state.part())
                .put("newest", state.newest())
                .put("width", state.width());
        ObjectNode ranges = json.putObject("ranges");
        state.ranges().forEach((start, steps) -> steps.forEach(ranges.putArray(Long.toString(start))::add));
        ArrayNode sources = json.putArray("sources");
        state.sources().forEach(pair -> pair.forEach(sources.addArray()::add));
        ArrayNode open = json.putArray("open");
        state.open().forEach(part -> open.add(WindowJson.write(part, "state")));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Parses a state. */
    public static WindowAggregator.State read(byte[] bytes) {
        try {
            JsonNode json = JsonFile.parse(new String(bytes, StandardCharsets.UTF_8), JsonNode.class);
            if (json.path("version").asInt() != VERSION) {
                throw new IOException("windows: state version must be %d, was %s"
                        .formatted(VERSION, json.path("version").asText()));
            }
            List<List<String>> sources = new ArrayList<>();
            for (JsonNode pair : json.path("sources")) {
                sources.add(List.of(pair.path(0).asText(), pair.path(1).asText()));
            }
            List<WindowPart> open = new ArrayList<>();
            for (JsonNode part : json.path("open")) {
                open.add(WindowJson.read(part.asText()));
            }
            return new WindowAggregator.State(
                    json.path("part").asLong(),
                    json.path("newest").asLong(),
                    json.path("width").asLong(),
                    ranges(json.path("ranges")),
                    sources,
                    open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for states from before the ranges were part of it. */
    private static Map<Long, List<Long>> ranges(JsonNode json) {
        Map<Long, List<Long>> ranges = new TreeMap<>();
        json.properties().forEach(interval -> {
            List<Long> steps = new ArrayList<>();
            interval.getValue().forEach(step -> steps.add(step.asLong()));
            ranges.put(Long.parseLong(interval.getKey()), steps);
        });
        return ranges;
    }
}
