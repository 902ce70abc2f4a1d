package io.millrace.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.huggingface.SafetensorsWriter.TensorSource;
import io.millrace.model.PolicyException;
import io.millrace.torch.TestModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void verlsFileIsRewrittenByteForByte() throws IOException {
        Optional<Path> verl = TestModels.verl();
        assumeTrue(verl.isPresent(), "shared/digit-completion is not on this machine");
        Path original = verl.orElseThrow().resolve("model.safetensors");
        Path copy = folder.resolve("copy.safetensors");
        List<TensorSource> tensors = new ArrayList<>();
        try (Safetensors file = Safetensors.open(original)) {
            file.entries()
                    .values()
                    .forEach(e -> tensors.add(TensorSource.of(e.name(), e.shape(), values(file, e.name()))));
        }
        SafetensorsWriter.write(copy, tensors, FloatType.BF16);
        assertThat(copy).hasSameBinaryContentAs(original);
    }

    @ParameterizedTest
    @EnumSource
    void valuesThatATypeCanRepresentAreReadBackUnchanged(FloatType type) {
        Path file = folder.resolve("a.safetensors");
        float[] values = {0, -0.0f, 1, -2.5f, 0x1p-14f, 1024, Float.POSITIVE_INFINITY};
        SafetensorsWriter.write(
                file,
                List.of(
                        TensorSource.of("b", List.of(7L), values),
                        TensorSource.of("a", List.of(1L, 2L), 3, 4),
                        TensorSource.of("scalar", List.of(), 5)),
                type);
        try (Safetensors read = Safetensors.open(file)) {
            assertThat(read.entries().keySet()).containsExactly("a", "b", "scalar");
            assertThat(values(read, "a")).containsExactly(3, 4);
            assertThat(values(read, "b")).containsExactly(values);
            assertThat(values(read, "scalar")).containsExactly(5);
            assertThat(read.entries().get("a").shape()).containsExactly(1L, 2L);
        }
    }

    @Test
    void aTensorLargerThanAChunkIsStreamed() {
        Path file = folder.resolve("large.safetensors");
        float[] values = new float[600_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        SafetensorsWriter.write(file, List.of(TensorSource.of("x", List.of(600_001L), values)), FloatType.F32);
        try (Safetensors read = Safetensors.open(file)) {
            assertThat(Arrays.equals(values(read, "x"), values)).isTrue();
        }
    }

    @Test
    void theHeaderIsPaddedAndNamesPt() throws IOException {
        Path file = folder.resolve("p.safetensors");
        SafetensorsWriter.write(file, List.of(TensorSource.of("x", List.of(1L), 1)), FloatType.F32);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) bytes.getLong()];
        bytes.get(header);
        assertThat(header.length % 8).isZero();
        assertThat(new String(header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
        assertThat(folder.resolve("p.safetensors.tmp")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|header must be a JSON object, was ARRAY",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}|tensor a: F32 of shape [1] must take 4 bytes, took 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,36]}}|tensor a: data_offsets must lie in the file's 16 bytes of data, were 0..36",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,4]}}|tensor a: data_offsets must lie in the file's 16 bytes of data, were 8..4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}|tensor a: data_offsets must lie in the file's 16 bytes of data, were -4..0",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}|tensor a: dtype must be F32, F16 or BF16, was F8_E4M3",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|tensor a: shape must be >= 0, was [-1]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}|tensor a must have dtype, shape and two data_offsets, was {\"dtype\":\"F32\",\"shape\":[1]}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}|tensor a: shape must describe at most 2^63 bytes, was [4611686018427387904, 4]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}|tensor a: shape must have at most 8 dimensions, had 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|tensor a: shape must be >= 0, was [1.5]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0.5,4.5]}}|tensor a: data_offsets must lie in the file's 16 bytes of data, were -1..-1",
                "{\"a\":7}|tensor a must be an object, was 7",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}|tensors a and b must not overlap, were 0..8 and 4..12"
            })
    void aMalformedHeaderIsRefused(String header, String message) throws IOException {
        Path file = raw(header.length(), header, 16);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(PolicyException.class)
                .hasMessage(file + ": " + message);
    }

    @Test
    void aFileOfMoreTensorsThanAnyModelHasIsRefusedBeforeTheyAreListed() throws IOException {
        String header = IntStream.rangeClosed(0, 100_000)
                .mapToObj(i -> "\"%d\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}".formatted(i))
                .collect(Collectors.joining(",", "{", "}"));
        Path file = raw(header.length(), header, 0);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(PolicyException.class)
                .hasMessage(file + ": header must name at most 100000 tensors, named more");
    }

    @Test
    void aHeaderThatIsNotJsonIsRefused() throws IOException {
        Path file = raw(4, "{\"a\"", 0);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(file + ": header is not JSON: ");
    }

    @Test
    void aTensorNamedTwiceIsRefused() throws IOException {
        String entry = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
        String header = "{" + entry + "," + entry + "}";
        Path file = raw(header.length(), header, 4);
        assertThatThrownBy(() -> Safetensors.open(file))
                .hasMessage(file + ": header is not JSON: line 1, column 58: Duplicate field 'a'");
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        Path file = raw(64, "{}", 0);
        assertThatThrownBy(() -> Safetensors.open(file))
                .hasMessage(
                        file + ": header of 64 bytes must lie inside the file, which has 10; the file is truncated");
    }

    @Test
    void anInvalidHeaderLengthIsRejected() throws IOException {
        Path file = raw(Long.MAX_VALUE, "{}", 0);
        assertThatThrownBy(() -> Safetensors.open(file))
                .hasMessage(file + ": header length must be in [2, 100000000], was 9223372036854775807");
    }

    @Test
    void aFileWithoutALengthIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("x.safetensors"), new byte[3]);
        assertThatThrownBy(() -> Safetensors.open(file))
                .hasMessage(file + ": must begin with a header length of 8 bytes, was 3 bytes long");
    }

    @Test
    void aMissingFileIsRefused() {
        Path file = folder.resolve("none");
        assertThatThrownBy(() -> Safetensors.open(file))
                .hasMessage(file + ": is not a readable file: java.nio.file.NoSuchFileException: " + file);
    }

    private Path raw(long length, String header, int data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(text);
        return Files.write(folder.resolve("raw.safetensors"), bytes.array());
    }

    private static float[] values(Safetensors file, String name) {
        TensorEntry entry = file.entries().get(name);
        float[] all = new float[(int) entry.elements()];
        file.read(entry, (values, count, offset) -> System.arraycopy(values, 0, all, (int) offset, count));
        return all;
    }
}
