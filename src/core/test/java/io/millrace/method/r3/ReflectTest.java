package io.millrace.method.r3;

import static io.millrace.method.r3.Failures.entry;
import static io.millrace.method.r3.Failures.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Reflections;
import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Reflection;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import io.millrace.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReflectTest {
    private static final Prompt PROMPT = Samples.digits("8,3:9,1");

    private static Reflect reflect(int coolDown, int most, int tokens, String template) {
        return new Reflect(
                new ReflectionConfig(true, 0.25, coolDown, most, tokens, 0.25, template), CharTokens.digits(), 1);
    }

    private static Reflect reflect() {
        return reflect(1, 0, 100, "{question}|{response}");
    }

    private static PromptVisit visit(long visit) {
        return new PromptVisit(PROMPT, visit, "s", 0);
    }

    private static QueryStatistics mean(double reward) {
        return mean(1, reward);
    }

    private static QueryStatistics mean(long visits, double reward) {
        return new QueryStatistics(visits, 8, 0, reward, reward, 0, 0, 0, Reflections.NONE);
    }

    @ParameterizedTest
    @CsvSource({"20, false", "21, true"})
    void aPendingReflectionExtendsTheCoolDownEightfold(long visits, boolean wanted) {
        QueryStatistics before = mean(visits, 0).with(new Reflections(1, 0, 0, 5, true));
        assertThat(reflect(2, 0, 9, "{question}{response}").wanted(visit(1), before))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.2499, true", "0.25, false", "1, false", "-3, true"})
    void aQueryIsHardBelowTau(double reward, boolean hard) {
        assertThat(reflect().wanted(visit(1), mean(reward))).isEqualTo(hard);
    }

    @Test
    void theFirstVisitIsNotReflectedOn() {
        assertThat(reflect().wanted(visit(0), mean(0))).isFalse();
    }

    @Test
    void aQueryWithoutAGradedResponseIsNotHard() {
        QueryStatistics ungraded = new QueryStatistics(3, 0, 0, 0, 0, 0, 0, -1, Reflections.NONE);
        assertThat(reflect().wanted(visit(3), ungraded)).isFalse();
    }

    @Test
    void aReflectionIsNotReflectedOn() {
        Prompt reflection = reflect().prompt(PROMPT, List.of("7"), Samples.answered(0, "2"));
        assertThat(reflect().wanted(new PromptVisit(reflection, 1, "s", 0), mean(0)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 5, false", "1, 6, true", "3, 7, false", "3, 8, true", "3, 20, true"})
    void aQueryIsNotReflectedOnDuringItsCoolDown(int coolDown, long visits, boolean wanted) {
        // The last one was sent after 5 visits.
        QueryStatistics before = mean(visits, 0).with(new Reflections(1, 1, 0, 5, false));
        assertThat(reflect(coolDown, 0, 9, "{question}{response}").wanted(visit(1), before))
                .isEqualTo(wanted);
    }

    @Test
    void theCoolDownCountsVisitsNotVisitNumbers() {
        QueryStatistics before = mean(6, 0).with(new Reflections(1, 1, 0, 5, false));
        assertThat(reflect(3, 0, 9, "{question}{response}").wanted(visit(5000), before))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1000, true", "3, 2, true", "3, 3, false", "3, 4, false"})
    void theNumberOfReflectionsIsLimited(int most, long sent, boolean wanted) {
        QueryStatistics before = mean(50, 0).with(new Reflections(sent, sent, 0, 1, false));
        assertThat(reflect(1, most, 9, "{question}{response}").wanted(visit(50), before))
                .isEqualTo(wanted);
    }

    @Test
    void onlyFailuresAreShown() {
        MemoryIndex index = index(
                entry(0, true, 3, 1),
                entry(1, false, 3, 0),
                entry(2, false, 3, 0, PromptKind.REFLECTION),
                entry(3, false, 3, 0));
        int[] first = new int[4];
        for (long visit = 1; visit <= 3000; visit++) {
            List<IndexEntry> candidates = reflect().candidates(visit(visit), index);
            assertThat(candidates).extracting(IndexEntry::number).containsExactlyInAnyOrder(1L, 2L, 3L);
            first[(int) candidates.get(0).number()]++;
            assertThat(reflect().candidates(visit(visit), index)).isEqualTo(candidates);
        }
        assertThat(first[0]).isZero();
        // A third each; standard deviation of a count sqrt(3000 * 2/9) = 26.
        for (int number = 1; number < 4; number++) {
            assertThat(first[number]).isBetween(870, 1130);
        }
    }

    @Test
    void withoutAFailureThereIsNoReflection() {
        assertThat(reflect().candidates(visit(1), MemoryIndex.EMPTY)).isEmpty();
        assertThat(reflect().candidates(visit(1), index(entry(0, true, 3, 1)))).isEmpty();
    }

    @Test
    void theShownFailureIsDrawnIndependentlyOfReplay() {
        MemoryIndex index = index(entry(0, false, 3, 0), entry(1, false, 3, 0), entry(2, false, 3, 0));
        int same = 0;
        for (long visit = 1; visit <= 900; visit++) {
            IndexEntry replayed = index.incorrect().stream()
                    .min(Replay.shuffled("r3.replay", 1, visit(visit)))
                    .orElseThrow();
            same += replayed.equals(reflect().candidates(visit(visit), index).get(0)) ? 1 : 0;
        }
        assertThat(same).as("a third by chance").isBetween(240, 360);
    }

    @Test
    void theTemplateIsFilledWithQuestionAndFailure() {
        Prompt reflection = reflect().prompt(PROMPT, List.of("7"), Samples.answered(0, "2,4"));
        assertThat(reflection)
                .isEqualTo(new Prompt(
                        PROMPT.queryId(),
                        List.of(ChatMessage.user("8,3:9,1|2,4")),
                        List.of("7"),
                        PROMPT.source(),
                        PROMPT.task(),
                        PromptKind.REFLECTION));
    }

    @Test
    void earlierMessagesAreKept() {
        Prompt query = new Prompt(
                "q",
                List.of(new ChatMessage("system", "be brief"), ChatMessage.user("8,3:9,1")),
                List.of(),
                "s",
                "digits",
                PromptKind.PLAIN);
        assertThat(reflect().prompt(query, List.of(), Samples.answered(0, "2")).messages())
                .containsExactly(new ChatMessage("system", "be brief"), ChatMessage.user("8,3:9,1|2"));
    }

    @Test
    void placeholdersInAQuestionAreLeftAlone() {
        Prompt query = Samples.digits("{response} costs $1 \\ {question}");
        assertThat(reflect(1, 0, 9, "{response}: {question} {question}")
                        .prompt(query, List.of(), Samples.answered(0, "2"))
                        .messages())
                .containsExactly(
                        ChatMessage.user("2: {response} costs $1 \\ {question} {response} costs $1 \\ {question}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | 12345 | 12345",
                "6 | 123456 | 123456",
                "6 | 1234567 | 123 [...] 567",
                "5 | 1234567 | 123 [...] 67",
                "2 | 1234567 | 1 [...] 7",
            })
    void aLongFailureIsShownByItsBeginningAndItsEnd(int most, String text, String shown) {
        Prompt reflection =
                reflect(1, 0, most, "{question}|{response}").prompt(PROMPT, List.of(), Samples.truncated(0, text));
        assertThat(reflection.messages()).containsExactly(ChatMessage.user("8,3:9,1|" + shown.replace(" ", "\n")));
    }

    @Test
    void theStopTokenIsNotShownButCounts() {
        Prompt reflection =
                reflect(1, 0, 4, "{question}|{response}").prompt(PROMPT, List.of(), Samples.answered(0, "123456"));
        assertThat(reflection.messages()).containsExactly(ChatMessage.user("8,3:9,1|12\n[...]\n6"));
    }

    @Test
    void anIncompleteCharacterIsNotShown() {
        Reflect bytes =
                new Reflect(new ReflectionConfig(true, 0.25, 1, 0, 4, 0.25, "{question}|{response}"), new Bytes(), 1);
        // a, two bytes of an umlaut, b, c, two bytes of an umlaut, d: the cut is in the middle of both.
        byte[] text = "a\u00e4bc\u00e4d".getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[text.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = text[i] & 0xFF;
        }
        Response failed = Samples.response(0, FinishReason.LENGTH, ids);
        assertThat(bytes.prompt(PROMPT, List.of(), failed).messages())
                .containsExactly(ChatMessage.user("8,3:9,1|a\n[...]\nd"));
    }

    @Test
    void theDefaultTemplateHasBothPlaceholders() {
        String template =
                ConfigReader.defaults().method().get(R3.class).reflection().template();
        String asked = reflect(1, 0, 9, template)
                .prompt(PROMPT, List.of(), Samples.answered(0, "2"))
                .messages()
                .get(0)
                .content();
        assertThat(asked)
                .startsWith("8,3:9,1\n\n")
                .contains("<attempt>\n2\n</attempt>")
                .doesNotContain("{");
    }

    @Test
    void aTemplateWithoutBothPlaceholdersIsRejected() {
        assertThatThrownBy(() -> reflect(1, 0, 9, "Again: {response}"))
                .hasMessage("reflection: template must contain {question} and {response}, was 'Again: {response}'");
    }

    @Test
    void aReflectionBelongsToALaterVisit() {
        assertThatThrownBy(() -> new Reflection(PROMPT, 0))
                .hasMessage("reflection on q/8,3:9,1: visit must be >= 1, was 0");
    }

    /** One token per byte. */
    private static final class Bytes implements Tokenizer {
        @Override
        public TokenIds encode(String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String decode(TokenIds tokens) {
            byte[] bytes = new byte[tokens.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) tokens.ids()[i];
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public TokenIds prompt(List<ChatMessage> messages) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Integer> stopIds() {
            return List.of(0);
        }

        @Override
        public int vocabulary() {
            return 256;
        }
    }
}
