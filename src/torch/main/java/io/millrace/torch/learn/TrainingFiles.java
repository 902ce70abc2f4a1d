package io.millrace.torch.learn;

import ai.djl.pytorch.engine.PtNDArray;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.file.Folders;
import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelLayout;
import io.millrace.huggingface.Safetensors;
import io.millrace.huggingface.SafetensorsWriter;
import io.millrace.huggingface.TensorEntry;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.model.PolicyException;
import io.millrace.torch.Tensors;
import io.millrace.torch.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A training checkpoint folder: weights and both AdamW moments as F32 safetensors, and {@code learner.json} with the
 * step, the number of updates and the model.
 *
 * <p>A folder is written atomically, by rename. The state is modified only after every check has passed, so a rejected folder leaves
 * it unchanged.
 */
final class TrainingFiles {
    private static final String STATE = "learner.json";
    private static final List<String> TENSORS =
            List.of("weights.safetensors", "first-moment.safetensors", "second-moment.safetensors");
    private static final int FORMAT = 1;

    private TrainingFiles() {}

    static void write(Path folder, TrainingState state, long step) {
        check(!Files.exists(folder), "%s: already exists; a written checkpoint is never changed", folder);
        try {
            Folders.write(folder, draft -> {
                List<Weights> parts = parts(state);
                for (int i = 0; i < parts.size(); i++) {
                    SafetensorsWriter.write(
                            draft.resolve(TENSORS.get(i)), parts.get(i).tensors(), FloatType.F32);
                }
                writeState(draft.resolve(STATE), state, step);
            });
        } catch (IOException e) {
            throw new PolicyException("%s: could not be written: %s".formatted(folder, e), e);
        }
    }

    /** Reads a folder into a state; returns the step. */
    static long read(Path folder, TrainingState state) {
        JsonNode json = readState(folder.resolve(STATE), state);
        List<Weights> parts = parts(state);
        for (int i = 0; i < parts.size(); i++) {
            try (Safetensors file = Safetensors.open(folder.resolve(TENSORS.get(i)))) {
                checkShapes(file, parts.get(i).layout());
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            try (Safetensors file = Safetensors.open(folder.resolve(TENSORS.get(i)))) {
                fill(parts.get(i), file);
            }
        }
        state.updates(json.get("updates").longValue());
        return json.get("step").longValue();
    }

    private static List<Weights> parts(TrainingState state) {
        return List.of(state.weights(), state.first(), state.second());
    }

    private static void writeState(Path file, TrainingState state, long step) throws IOException {
        State json = new State(FORMAT, model(state), step, state.updates());
        Files.writeString(
                file, JsonMappers.plain().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    private record State(int format, String model, long step, long updates) {}

    private static JsonNode readState(Path file, TrainingState state) {
        JsonNode json;
        try {
            json = JsonFile.tree(file);
        } catch (IOException e) {
            throw new PolicyException("%s: is not a readable learner checkpoint: %s".formatted(file, e), e);
        }
        check(
                json.path("format").asInt() == FORMAT,
                "%s: format must be %d, was %s",
                file,
                FORMAT,
                json.path("format"));
        check(
                json.path("model").asText().equals(model(state)),
                "%s: model must be %s (this learner's), was %s",
                file,
                model(state),
                json.path("model").asText());
        for (String count : List.of("step", "updates")) {
            check(
                    json.path(count).isIntegralNumber() && json.path(count).longValue() >= 0,
                    "%s: %s must be a number >= 0, was %s",
                    file,
                    count,
                    json.path(count));
        }
        return json;
    }

    private static String model(TrainingState state) {
        return state.weights().config().toString();
    }

    private static void checkShapes(Safetensors file, ModelLayout layout) {
        int tensors = 0;
        for (ModelLayout.Parameter parameter : layout.parameters()) {
            for (ModelLayout.Part part : parameter.parts()) {
                TensorEntry entry = file.entry(part.name());
                check(
                        entry.shape().equals(part.shape()) && entry.type() == FloatType.F32,
                        "%s: tensor %s must be F32 %s, was %s %s",
                        file.file(),
                        part.name(),
                        part.shape(),
                        entry.type(),
                        entry.shape());
                tensors++;
            }
        }
        check(
                file.entries().size() == tensors,
                "%s: must contain %d tensors, had %d",
                file.file(),
                tensors,
                file.entries().size());
    }

    private static void fill(Weights to, Safetensors file) {
        PtNDArray[] arrays = to.arrays();
        for (int i = 0; i < arrays.length; i++) {
            PtNDArray array = arrays[i];
            for (ModelLayout.Part part : to.layout().parameters().get(i).parts()) {
                file.read(
                        file.entry(part.name()),
                        (values, count, offset) -> Tensors.put(array, part.offset() + offset, values, count));
            }
        }
    }

    private static void check(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new PolicyException(message.formatted(values));
        }
    }
}
