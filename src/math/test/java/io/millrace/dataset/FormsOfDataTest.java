package io.millrace.dataset;

import static io.millrace.dataset.DataKit.prompts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.ConfigReader;
import io.millrace.dataset.FieldMapping.LastTurn;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets in the forms in which they are published. */
class FormsOfDataTest {
    private final Tasks tasks = ConfigReader.defaults().tasks();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        tasks.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "42 ~ 42",
                "[\"42\"] ~ 42",
                "[ \"42\", \"42.0\" ] ~ 42,42.0",
                "[\"\\\\frac{3}{4}\"] ~ \\frac{3}{4}",
                "\"42\" ~ 42",
                "['42'] ~ 42",
                "['\\\\frac{3}{4}', '0.75'] ~ \\frac{3}{4},0.75",
                "[1,2] ~ [1,2]",
                "[\"a\", 2] ~ [\"a\", 2]",
                "1+2=<<1+2=3>>3\\n#### 42 ~ 42",
                "600*2=1200\\n#### 1,200 ~ 1200",
                "600*2=1200\\n#### $1,200.50 ~ $1200.50",
                "#### -3 ~ -3",
                "#### Step 1\\nadd ~ #### Step 1\\nadd"
            })
    void aTruthIsExtractedFromItsEnclosure(String written, String read) throws IOException {
        String text = written.replace("\\n", "\n");
        assertThat(truths("text", Map.of("prompt", "q", "answer", text)))
                .containsExactly(read.replace("\\n", "\n").split(",(?! ?2\\])"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"['%s']", "['%s', '7']", "['%s"})
    void aLongTruthIsReadLikeAShortOne(String form) throws IOException {
        String text = form.formatted("a\\\\b".repeat(50_000));
        assertThat(truths("text", Map.of("prompt", "q", "answer", text)).get(0)).contains("a\\");
        assertThat(truths("text", Map.of("prompt", "q", "answer", "['1" + "', '1".repeat(50_000) + "']")))
                .hasSize(50_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "pattern"})
    void aTruthThatIsNotAnAnswerIsKeptUnchanged(String task) throws IOException {
        assertThat(truths(task, Map.of("prompt", "q", "answer", "[\"42\"]"))).containsExactly("[\"42\"]");
    }

    @Test
    void aCombinationReadsAnswersOfItsVerifiers() throws IOException {
        try (Tasks combined = ConfigReader.parse("""
                        task:
                          verifiers:
                            - {type: math, name: math}
                            - {type: json, name: json}
                            - {type: any, name: both, of: [math]}
                            - {type: any, name: mixed, of: [math, json]}""", List.of(), "test").tasks()) {
            assertThat(combined.readsAnswers("both")).isTrue();
            assertThat(combined.readsAnswers("mixed")).isFalse();
        }
    }

    @Test
    void aRawSolutionOfMathYieldsItsBoxedAnswer() throws IOException {
        assertThat(truths(
                        "math",
                        Map.of(
                                "problem",
                                "q",
                                "level",
                                "Level 3",
                                "solution",
                                "We add.\nSo $x=\\boxed{\\frac{3}{4}}$.")))
                .containsExactly("\\frac{3}{4}");
        assertThat(truths("math", Map.of("problem", "q", "solution", "long\n\\boxed{1}", "answer", "2")))
                .containsExactly("2");
        assertThat(truths("math", Map.of("problem", "q", "solution", "$\\boxed{7}$")))
                .containsExactly("7");
        assertThat(truths("math", Map.of("problem", "q", "solution", "7"))).containsExactly("7");
    }

    @Test
    void aSolutionWithSeveralBoxesIsLeftToTheVerifier() throws IOException {
        String solution = "So $k=\\boxed{45}$ and\n$n=\\boxed{2}$.";
        assertThat(truths("text", Map.of("problem", "q", "solution", solution))).containsExactly(solution);
    }

    @Test
    void aSolutionWithoutAnAnswerIsRefused() throws IOException {
        assertThatThrownBy(() -> truths("math", Map.of("problem", "q", "solution", "We add.\nWe are done.")))
                .isInstanceOf(DatasetException.class)
                .hasMessageEndingWith(
                        "solution must hold its answer in \\boxed{...} or after ####, held neither; set fields.truths to the field of the answer");
    }

    @Test
    void literalFieldsAreTakenAsTheyAreWritten() throws IOException {
        FieldMapping literal = new FieldMapping("", List.of(), "", "", "", "", LastTurn.AUTO, true);
        Prompt prompt = only(
                "text", literal, Map.of("prompt", "[{\"role\": \"user\", \"content\": \"a\"}]", "answer", "\"42\""));
        assertThat(prompt.truths()).containsExactly("\"42\"");
        assertThat(prompt.messages().get(0).content()).startsWith("[{");
    }

    @Test
    void chatTurnsMayBeJsonWithinAText() throws IOException {
        Map<String, Object> row = Map.of(
                "prompt",
                "[{\"role\": \"system\", \"content\": \"s\"}, {\"content\": \"1+1?\", \"role\": \"user\"}]",
                "answer",
                "2");
        assertThat(only("math", FieldMapping.AUTOMATIC, row).messages())
                .containsExactly(new ChatMessage("system", "s"), ChatMessage.user("1+1?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"name\": \"n\", \"role\": \"user\", \"content\": \"1+1?\"}]",
                "{\"role\": \"user\", \"content\": \"1+1?\"}",
                "[{\"from\": \"human\", \"value\": \"1+1?\"}]"
            })
    void chatTurnsAreRecognisedByTheirKeys(String prompt) throws IOException {
        assertThat(only("math", FieldMapping.AUTOMATIC, Map.of("prompt", prompt, "answer", "2"))
                        .messages())
                .containsExactly(ChatMessage.user("1+1?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1} has no \"role\"; why?",
                "[{\"a\": \"role\"}]",
                "[1, 2] is what?",
                "{\"role\": \"a set\"}"
            })
    void otherTextsStayTexts(String prompt) throws IOException {
        assertThat(only("math", FieldMapping.AUTOMATIC, Map.of("prompt", prompt, "answer", "2"))
                        .messages())
                .containsExactly(ChatMessage.user(prompt));
    }

    @Test
    void aSectionMayBeJsonWithinAText() throws IOException {
        assertThat(truths(
                        "math", Map.of("prompt", "q", "reward_model", "{\"style\": \"rule\", \"ground_truth\": 0.50}")))
                .containsExactly("0.5");
    }

    @Test
    void chatTurnsWrittenByPythonAreRefused() throws IOException {
        assertThatThrownBy(() -> only(
                        "math",
                        FieldMapping.AUTOMATIC,
                        Map.of("prompt", "[{'role': 'user', 'content': 'a'}]", "answer", "2")))
                .hasMessageEndingWith(
                        "prompt must be JSON if it contains chat turns as text, was a Python literal; write it with json.dumps, or set fields.literal");
    }

    @Test
    void shareGptAndPartsOfContentAreRead() throws IOException {
        assertThat(only(
                                "math",
                                FieldMapping.AUTOMATIC,
                                Map.of(
                                        "conversations",
                                        List.of(
                                                Map.of("from", "human", "value", "20+22?"),
                                                Map.of("from", "gpt", "value", "We add.\n\nSo \\boxed{42}."))))
                        .truths())
                .containsExactly("42");
        assertThat(only(
                                "math",
                                FieldMapping.AUTOMATIC,
                                Map.of(
                                        "messages",
                                        List.of(Map.of(
                                                "role",
                                                "user",
                                                "content",
                                                List.of(
                                                        Map.of("type", "text", "text", "20+"),
                                                        Map.of("type", "text", "text", "22?")))),
                                        "answer",
                                        42))
                        .messages())
                .containsExactly(ChatMessage.user("20+22?"));
    }

    @Test
    void aFinalAnswerIsTheTruthOnlyIfThereIsNoOther() throws IOException {
        List<Map<String, String>> turns = List.of(
                Map.of("role", "user", "content", "1+2?"), Map.of("role", "assistant", "content", "It is\n#### 3"));
        Prompt prompt = only("math", FieldMapping.AUTOMATIC, Map.of("messages", turns));
        assertThat(prompt.messages()).containsExactly(ChatMessage.user("1+2?"));
        assertThat(prompt.truths()).containsExactly("3");
        assertThatThrownBy(() -> only("math", FieldMapping.AUTOMATIC, Map.of("prompt", turns, "answer", "3")))
                .hasMessageEndingWith(
                        "prompt must end with a user turn, ended with an assistant turn; set fields.lastTurn to drop, truth or keep");
    }

    @ParameterizedTest
    @CsvSource({"DROP, 1, 4", "TRUTH, 1, 3", "KEEP, 2, 4"})
    void theOptionDecidesAboutAnAnswerAtTheEnd(LastTurn lastTurn, int turns, String truth) throws IOException {
        FieldMapping fields = new FieldMapping("", List.of(), "", "", "", "", lastTurn, false);
        Prompt prompt = only(
                "math",
                fields,
                Map.of(
                        "prompt",
                        List.of(Map.of("role", "user", "content", "1+2?"), Map.of("role", "assistant", "content", "3")),
                        "answer",
                        "4"));
        assertThat(prompt.messages()).hasSize(turns);
        assertThat(prompt.truths()).containsExactly(truth);
    }

    @Test
    void aPromptThatEndsWithItsAnswerIsDecontaminatedToo() throws IOException {
        Path measured = write(
                "measured.jsonl",
                Map.of(
                        "messages",
                        List.of(
                                Map.of("role", "user", "content", "What is 20+22?"),
                                Map.of("role", "assistant", "content", "42"))));
        Path train = write(
                "train.jsonl",
                Map.of("prompt", "What is 20+22?", "answer", "42"),
                Map.of("prompt", "What is 1+1?", "answer", "2"));
        KnownTexts apart = new KnownTexts();
        apart.add(measured, "");
        LoadedDataset loaded = Datasets.load(
                DataKit.file("math", train.toString(), FieldMapping.AUTOMATIC, 0), Part.TRAIN, tasks, apart);
        assertThat(DataKit.texts(loaded)).containsExactly("What is 1+1?");
    }

    @Test
    void filesFromOtherProjectsAreRead() {
        assertThat(shared("gsm8k-raw.jsonl")).containsExactly("42", "1200");
        assertThat(shared("truth-forms.jsonl")).containsExactly("42", "\\frac{3}{4}");
        assertThat(shared("prompt-forms.jsonl")).containsExactly("2");
        assertThat(shared("own-data.jsonl")).containsExactly("42");
        assertThat(shared("surrogate-prompt.jsonl")).containsExactly("2");
        assertThat(shared("surrogate-truth.jsonl")).containsExactly("2");
    }

    private List<String> shared(String name) {
        String file = SharedFiles.file("cases/" + name).toString();
        return prompts(Datasets.load(DataKit.file("auto", file, FieldMapping.AUTOMATIC, 0), Part.TRAIN, tasks)).stream()
                .flatMap(prompt -> prompt.truths().stream())
                .toList();
    }

    private List<String> truths(String task, Map<String, ?> row) throws IOException {
        return only(task, FieldMapping.AUTOMATIC, row).truths();
    }

    private Prompt only(String task, FieldMapping fields, Map<String, ?> row) throws IOException {
        String file = write("own.jsonl", row).toString();
        List<Prompt> prompts = prompts(Datasets.load(DataKit.file(task, file, fields, 0), Part.TRAIN, tasks));
        assertThat(prompts).hasSize(1);
        return prompts.get(0);
    }

    @SafeVarargs
    private Path write(String name, Map<String, ?>... rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map<String, ?> row : rows) {
            lines.append(new ObjectMapper().writeValueAsString(row)).append('\n');
        }
        return Files.writeString(folder.resolve(name), lines);
    }
}
