package io.millrace.fuzz;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelFolder;
import io.millrace.huggingface.ModelLayout;
import io.millrace.huggingface.SafetensorsWriter;
import io.millrace.huggingface.SafetensorsWriter.TensorSource;
import io.millrace.model.PolicyException;
import io.millrace.torch.TestModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Model configurations with intact weights, and indices of shards. */
final class ModelFuzz implements FuzzTarget {
    private final Path weights;
    private final List<byte[]> seeds;
    private final byte[] index;

    ModelFuzz(Path folder) throws IOException {
        weights = folder.resolve("model.safetensors");
        Files.createDirectories(folder);
        List<TensorSource> tensors = new ArrayList<>();
        StringBuilder map = new StringBuilder();
        for (ModelLayout.Parameter parameter : ModelLayout.of(TestModels.LLAMA).parameters()) {
            for (ModelLayout.Part part : parameter.parts()) {
                tensors.add(TensorSource.of(part.name(), part.shape(), new float[(int) part.elements()]));
                map.append(map.isEmpty() ? "" : ",").append("\"%s\": \"model.safetensors\"".formatted(part.name()));
            }
        }
        SafetensorsWriter.write(weights, tensors, FloatType.BF16);
        index = "{\"metadata\": {}, \"weight_map\": {%s}}".formatted(map).getBytes(StandardCharsets.UTF_8);
        seeds = List.of(bytes(TestModels.LLAMA), bytes(TestModels.QWEN2));
    }

    private static byte[] bytes(ModelConfig config) {
        return TestModels.json(config).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public int weight() {
        return 10;
    }

    @Override
    public Form form() {
        return Form.JSON;
    }

    @Override
    public List<byte[]> seeds() {
        return seeds;
    }

    @Override
    public List<String> words() {
        return List.of(
                "llama",
                "qwen2",
                "silu",
                "rope_scaling",
                "rope_parameters",
                "rope_theta",
                "linear",
                "quantization_config",
                "attention_bias",
                "mlp_bias",
                "head_dim",
                "eos_token_id",
                "use_sliding_window",
                "partial_rotary_factor",
                "tie_word_embeddings");
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        boolean shards = random.nextInt(4) == 0;
        Files.write(folder.resolve("config.json"), shards ? seeds.get(0) : input);
        Files.createLink(folder.resolve("model.safetensors"), weights);
        if (shards) {
            Files.write(
                    folder.resolve("model.safetensors.index.json"),
                    new Mutator(random, List.of("weight_map", "model.safetensors", "a.safetensors"))
                            .damage(index, Form.JSON));
        }
        ModelConfig.read(folder).parameters();
        ModelFolder.open(folder).close();
        return true;
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(PolicyException.class);
    }
}
