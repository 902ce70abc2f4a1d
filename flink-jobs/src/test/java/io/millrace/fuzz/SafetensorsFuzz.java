package io.millrace.fuzz;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.Safetensors;
import io.millrace.huggingface.SafetensorsWriter;
import io.millrace.huggingface.SafetensorsWriter.TensorSource;
import io.millrace.huggingface.TensorEntry;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Safetensors files: with damaged bytes, or with a header of damaged JSON and correct length. */
final class SafetensorsFuzz implements FuzzTarget {
    private final List<byte[]> seeds = new ArrayList<>();

    SafetensorsFuzz(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (FloatType type : FloatType.values()) {
            Path file = folder.resolve(type.name());
            SafetensorsWriter.write(
                    file,
                    List.of(
                            TensorSource.of("model.embed_tokens.weight", List.of(3L, 2L), 1, 2, 3, 4, 5, 6),
                            TensorSource.of("model.norm.weight", List.of(2L), 0, -1),
                            TensorSource.of("scalar", List.of(), 7)),
                    type);
            seeds.add(Files.readAllBytes(file));
        }
    }

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public int weight() {
        return 10;
    }

    @Override
    public Form form() {
        return Form.BINARY;
    }

    @Override
    public List<byte[]> seeds() {
        return seeds;
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        byte[] bytes = random.nextBoolean() ? input : withDamagedHeader(random);
        Path file = Files.write(folder.resolve("a.safetensors"), bytes);
        try (Safetensors tensors = Safetensors.open(file)) {
            for (TensorEntry entry : tensors.entries().values()) {
                tensors.read(entry, (values, count, offset) -> {});
            }
        }
        return true;
    }

    private byte[] withDamagedHeader(SplittableRandom random) {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        int length = (int) ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] header = new String(seed, 8, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        byte[] damaged =
                new Mutator(random, List.of("dtype", "shape", "data_offsets", "F32", "BF16")).damage(header, Form.JSON);
        return ByteBuffer.allocate(8 + damaged.length + seed.length - 8 - length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(damaged.length)
                .put(damaged)
                .put(seed, 8 + length, seed.length - 8 - length)
                .array();
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(PolicyException.class);
    }
}
