package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.LenientTask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    private static final Tasks TASKS =
            Tasks.of(new DigitsTask(new DigitsConfig(9, true)), new LenientTask("any"), new LenientTask("reason"));

    @TempDir
    private Path folder;

    @Test
    void jsonLinesBecomePromptsAndBrokenLinesAreReported() throws IOException {
        Path file = write("math.jsonl", """
                {"problem": "1+1?", "answer": "2"}

                {"problem": "half
                [1]
                {"problem": "none", "answer": null}
                {"answer": "2"}
                {"problem": "2+2?", "answer": 4}
                """);
        LoadedDataset loaded = load(file, FieldMapping.AUTOMATIC);
        assertThat(prompts(loaded))
                .extracting(p -> p.messages().get(0).content())
                .containsExactly("1+1?", "2+2?");
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly(
                        "math.jsonl:3: must be JSON: Unexpected end-of-input in VALUE_STRING",
                        "math.jsonl:4: record must be a JSON object, was a list",
                        "math.jsonl:5: answer must be a string, a number or a list of them, was null",
                        "math.jsonl:6: must have one of prompt, problem, question, messages, conversations; set fields.prompt");
        assertThat(loaded.rejected().get(0).raw()).isEqualTo("{\"problem\": \"half");
    }

    @Test
    void anExcessiveExponentIsABrokenRecord() throws IOException {
        Path lines = write("a.jsonl", """
                {"problem": "a", "answer": 1e4294967296}
                {"problem": "b", "answer": 2}
                """);
        assertThat(load(lines, FieldMapping.AUTOMATIC).rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly("a.jsonl:1: must be JSON: numbers must have exponents of at most 2147483647");
        Path array = write("a.json", "[{\"problem\": \"a\"}, {\"problem\": \"b\", \"answer\": 1e4294967296}]");
        assertThat(load(array, FieldMapping.AUTOMATIC).rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly(
                        "a.json:2: must be JSON: numbers must have exponents of at most 2147483647; reading ends here");
    }

    @Test
    void truthsAreTextsNumbersOrAlternatives() throws IOException {
        Path file = write("a.json", """
                [{"problem": "a", "answer": 142.0}, {"problem": "b", "answer": ["1/2\\n", 0.50]},
                 {"problem": "c", "answer": "x"}, {"problem": "d"}, {"problem": "e", "answer": []},
                 {"problem": "f", "answer": 1e9}, {"problem": "g", "answer": 0.0}]
                """);
        LoadedDataset loaded = load(file, FieldMapping.AUTOMATIC);
        assertThat(prompts(loaded))
                .extracting(Prompt::truths)
                .containsExactly(
                        List.of("142"),
                        List.of("1/2\n", "0.5"),
                        List.of("x"),
                        List.of(),
                        List.of("1000000000"),
                        List.of("0"));
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly("a.json:5: answer must have at least one answer, had none");
    }

    @Test
    void verlsLayoutIsRecognised() throws IOException {
        Path file = write("verl.jsonl", """
                {"data_source": "gsm8k", "prompt": [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}], \
                "ability": "math", "reward_model": {"style": "rule", "ground_truth": "72"}}
                """);
        Prompt prompt = load(file, FieldMapping.AUTOMATIC).dataset().get(0);
        assertThat(prompt.messages()).containsExactly(new ChatMessage("system", "s"), ChatMessage.user("u"));
        assertThat(prompt.truths()).containsExactly("72");
        assertThat(prompt.source()).isEqualTo("gsm8k");
        assertThat(prompt.task()).isEqualTo("any");
    }

    @Test
    void fieldsCanBeNamedAndAreThenRequired() throws IOException {
        Path file = write("x.jsonl", """
                {"q": {"text": "1+1?"}, "a": "2", "b": 2.0, "n": 7, "s": "src", "t": "reason"}
                {"q": {"text": "1+1?"}, "a": "2", "n": 8, "s": "src", "t": "reason"}
                """);
        LoadedDataset loaded = load(file, new FieldMapping("q.text", List.of("a", "b"), "n", "s", "t", ""));
        assertThat(prompts(loaded))
                .containsExactly(new Prompt(
                        "7", List.of(ChatMessage.user("1+1?")), List.of("2", "2"), "src", "reason", PromptKind.PLAIN));
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly("x.jsonl:2: b must be a string, a number or a list of them, was missing");
    }

    @Test
    void equalRecordsHaveDistinctIds() throws IOException {
        Path file = write("d.jsonl", "{\"prompt\": \"p\"}\n".repeat(3) + "{\"prompt\": \"q\"}\n");
        List<String> ids = prompts(load(file, FieldMapping.AUTOMATIC)).stream()
                .map(Prompt::queryId)
                .toList();
        assertThat(ids).containsExactly("75a9164c76ea8c19", "75a9164c76ea8c19#2", "75a9164c76ea8c19#3", ids.get(3));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void gzippedFilesAreRead() throws IOException {
        Path file = folder.resolve("z.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("[{\"prompt\": \"p\"}]".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(prompts(load(file, FieldMapping.AUTOMATIC))).hasSize(1);
    }

    @Test
    void brokenUtf8IsOneBrokenRecord() throws IOException {
        Path file = folder.resolve("u.jsonl");
        byte[] bytes = "{\"prompt\": \"?\"}\n{\"prompt\": \"p\"}".getBytes(StandardCharsets.UTF_8);
        bytes[12] = (byte) 0xFF;
        Files.write(file, bytes);
        LoadedDataset loaded = load(file, FieldMapping.AUTOMATIC);
        assertThat(prompts(loaded)).hasSize(1);
        assertThat(loaded.rejected()).extracting(RejectedRecord::position).containsExactly(1L);
    }

    @Test
    void aTruncatedJsonArrayKeepsItsCompleteRecords() throws IOException {
        Path file = write("b.json", "[{\"prompt\": \"p\"}, {\"prompt\": ");
        LoadedDataset loaded = load(file, FieldMapping.AUTOMATIC);
        assertThat(prompts(loaded)).hasSize(1);
        assertThat(loaded.rejected()).hasSize(1);
        assertThat(loaded.rejected().get(0).reason())
                .startsWith("must be JSON: Unexpected end-of-input")
                .endsWith("; reading ends here");
    }

    @Test
    void theNumberOfPromptsCanBeLimited() throws IOException {
        Path file = write("l.jsonl", "{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}\n{bad\n");
        LoadedDataset loaded = Datasets.load(config(file, FieldMapping.AUTOMATIC, 2), Part.TRAIN, TASKS);
        assertThat(loaded.dataset().size()).isEqualTo(2);
        assertThat(loaded.rejected()).isEmpty();
    }

    @Test
    void aFileWithoutAPromptIsRefused() throws IOException {
        Path file = write("e.jsonl", "{\"x\": 1}\n");
        assertThatThrownBy(() -> load(file, FieldMapping.AUTOMATIC))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "data set %s: must hold at least one prompt, had none; e.jsonl:1: must have one of prompt,"
                                + " problem, question, messages, conversations; set fields.prompt",
                        file);
    }

    @Test
    void aPromptThatItsTaskCannotJudgeIsRejectedWithReasonAndPosition() throws IOException {
        Path file = write("m.jsonl", """
                {"prompt": "3,4:9,2"}
                {"id": "h", "prompt": "hello"}
                {"prompt": "3,4:9,2"}
                {"id": "zero", "prompt": "3,4:0,2"}
                """);
        LoadedDataset loaded = digits(file, FieldMapping.AUTOMATIC);
        assertThat(loaded.origins()).extracting(PromptOrigin::position).containsExactly(1L, 3L);
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::position, RejectedRecord::raw)
                .containsExactly(
                        tuple(2L, "{\"id\":\"h\",\"prompt\":\"hello\"}"),
                        tuple(4L, "{\"id\":\"zero\",\"prompt\":\"3,4:0,2\"}"));
        assertThat(loaded.rejected().get(0).reason())
                .isEqualTo("task digits: prompt %s: must have the form a,b:M,n, was hello"
                        .formatted(QueryIds.hash(List.of(ChatMessage.user("hello")))));
        assertThat(loaded.rejected().get(1).reason()).isEqualTo("task digits: digits: modulus must be >= 1, was 0");
    }

    @Test
    void aFileWithoutAPromptOfItsTaskIsRefused() throws IOException {
        Path file = write("math.jsonl", "{\"id\": \"q\", \"problem\": \"1+1?\", \"answer\": \"2\"}\n");
        assertThatThrownBy(() -> digits(file, new FieldMapping("", List.of(), "id", "", "", "")))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "data set %s: must hold at least one prompt, had none; math.jsonl:1: task digits: prompt q:"
                                + " must have the form a,b:M,n, was 1+1?",
                        file);
    }

    @Test
    void aRecordOfAnUnknownTaskIsRejected() throws IOException {
        Path file = write("t.jsonl", "{\"prompt\": \"p\", \"t\": \"any\"}\n{\"prompt\": \"p\", \"t\": \"anny\"}\n");
        assertThat(load(file, new FieldMapping("", List.of(), "", "", "t", "")).rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly("t.jsonl:2: task must be one of any, digits, reason, was anny");
    }

    @Test
    void aMissingFileIsRefused() {
        assertThatThrownBy(() -> load(folder.resolve("no.jsonl"), FieldMapping.AUTOMATIC))
                .hasMessage("data set %s: file does not exist; check the path", folder.resolve("no.jsonl"));
    }

    @Test
    void anUnknownFileExtensionNeedsAFormat() throws IOException {
        Path file = write("data.txt", "{\"prompt\": \"p\"}");
        assertThatThrownBy(() -> load(file, FieldMapping.AUTOMATIC))
                .hasMessage(
                        "data set %s: name must end in .jsonl, .ndjson, .json, .parquet or one of the first three and .gz;"
                                + " set format",
                        file);
    }

    @Test
    void aTaskGeneratesPromptsWithoutAPath() {
        DatasetConfig config = DataKit.file("digits", "", FieldMapping.AUTOMATIC, 5);
        Dataset dataset = Datasets.load(config, Part.TRAIN, TASKS).dataset();
        assertThat(dataset.name()).isEqualTo("digits");
        assertThat(dataset.size()).isEqualTo(5);
    }

    @Test
    void aTaskThatGeneratesNoPromptsNeedsAPath() {
        DatasetConfig config = DataKit.file("math", "", FieldMapping.AUTOMATIC, 5);
        assertThatThrownBy(() -> Datasets.load(config, Part.TRAIN, TASKS))
                .hasMessage(
                        "data set: task math must be one that generates prompts if no path is given (digits); set path");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static LoadedDataset load(Path file, FieldMapping fields) {
        return Datasets.load(config(file, fields, 0), Part.TRAIN, TASKS);
    }

    private static LoadedDataset digits(Path file, FieldMapping fields) {
        return Datasets.load(DataKit.file("digits", file.toString(), fields, 0), Part.TRAIN, TASKS);
    }

    private static DatasetConfig config(Path file, FieldMapping fields, int prompts) {
        return DataKit.file("any", file.toString(), fields, prompts);
    }

    private static List<Prompt> prompts(LoadedDataset loaded) {
        return IntStream.range(0, Math.toIntExact(loaded.dataset().size()))
                .mapToObj(loaded.dataset()::get)
                .toList();
    }
}
