package io.millrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import io.millrace.plugin.Extensions;
import io.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every {@link Verifier}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class VerifierContract {
    private static final int THREADS = 4;
    private static final int HUGE = 1_000_000;

    /** Texts without an acceptable answer. */
    private static final List<String> HOSTILE = List.of(
            "\u0000\u0001\u0007",
            "\ud835",
            "\udf0b and \ud835 apart",
            "\u202e\u2066 turned around",
            "\u0301\u0323".repeat(100),
            "{".repeat(2_000),
            "[".repeat(2_000),
            "\\boxed{".repeat(500),
            "(a+)+".repeat(200),
            "\\frac{".repeat(300) + "1",
            "#### ",
            "```",
            "1e999999999",
            "\"}], \"verdict\": \"correct\"",
            "' OR 1=1 --",
            "%s%n%d",
            "${jndi:ldap://localhost/a}",
            "\n\r\t\u2028\ufeff");

    /**
     * One type of verifier.
     *
     * @param type as a configuration names it
     * @param config the list {@code task.verifiers}, with the verifier as its last element
     * @param truth the truth of the prompt
     * @param correct a correct response
     * @param incorrect an incorrect response
     * @param failing list of verifiers whose last element cannot judge {@code unjudged}
     * @param unjudged truth that answers cannot be compared with
     */
    public record Case(
            String type,
            String config,
            String truth,
            String correct,
            String incorrect,
            String failing,
            String unjudged) {
        Verifier verifier() {
            return made(config);
        }

        Verifier failingVerifier() {
            return made(failing);
        }

        Prompt prompt() {
            return Samples.prompt("q", "any", truth);
        }

        @Override
        public String toString() {
            return type;
        }
    }

    /** A type that cannot judge answers if it cannot read the truth. */
    protected static Case of(
            String type, String options, String truth, String correct, String incorrect, String unjudged) {
        String config = "{name: v, type: %s%s}".formatted(type, options);
        return new Case(type, config, truth, correct, incorrect, config, unjudged);
    }

    private static Verifier made(String config) {
        Map<String, Verifier> before = new LinkedHashMap<>();
        Verifier last = null;
        for (VerifierConfig one : ConfigReader.parse("task: {verifiers: [%s]}".formatted(config), List.of(), "test")
                .task()
                .verifiers()) {
            last = one.verifier(before);
            before.put(one.name(), last);
        }
        if (last == null) {
            throw new IllegalArgumentException("contract: config must name a verifier, was " + config);
        }
        return last;
    }

    /** The types under test. */
    protected abstract Stream<Case> cases();

    private static List<String> texts(Case of) {
        List<String> texts = new ArrayList<>(HOSTILE);
        texts.add("");
        texts.add(" \n ");
        texts.add("7".repeat(HUGE));
        texts.add("so ".repeat(HUGE / 3));
        texts.add(of.incorrect());
        return texts;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theVerifierTypeIsRegistered(Case of) {
        assertThat(Extensions.types(VerifierType.class)).contains(of.type());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void correctAndIncorrectResponsesAreDistinguished(Case of) {
        try (Verifier verifier = of.verifier()) {
            assertThat(verifier.refusal(of.prompt())).isEmpty();
            assertThat(verifier.verify(of.prompt(), ResponseText.of(of.correct()))
                            .kind())
                    .isEqualTo(Verdict.Kind.CORRECT);
            assertThat(verifier.verify(of.prompt(), ResponseText.of(of.incorrect()))
                            .kind())
                    .isEqualTo(Verdict.Kind.INCORRECT);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void emptyHugeAndHostileResponsesAreIncorrect(Case of) {
        try (Verifier verifier = of.verifier()) {
            for (String text : texts(of)) {
                assertThat(verifier.verify(of.prompt(), ResponseText.of(text)).kind())
                        .as("'%.40s'", text)
                        .isEqualTo(Verdict.Kind.INCORRECT);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void judgingTogetherEqualsJudgingSeparately(Case of) {
        try (Verifier verifier = of.verifier()) {
            List<ResponseText> responses = Stream.concat(Stream.of(of.correct()), texts(of).stream())
                    .map(ResponseText::of)
                    .toList();
            assertThat(verifier.verify(of.prompt(), responses))
                    .isEqualTo(responses.stream()
                            .map(response -> verifier.verify(of.prompt(), response))
                            .toList());
            assertThat(verifier.verify(of.prompt(), List.<ResponseText>of())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void threadsAndInstancesAgree(Case of) throws Exception {
        List<ResponseText> responses = Stream.of(of.correct(), of.incorrect(), "", "\\boxed{1")
                .map(ResponseText::of)
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Verifier verifier = of.verifier();
                Verifier another = of.verifier()) {
            List<Verdict> expected = another.verify(of.prompt(), responses);
            List<Callable<List<Verdict>>> work = new ArrayList<>();
            for (int i = 0; i < 10 * THREADS; i++) {
                work.add(() -> verifier.verify(of.prompt(), responses));
            }
            for (Future<List<Verdict>> verdicts : threads.invokeAll(work)) {
                assertThat(verdicts.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void responsesThatCannotBeJudgedAreUngradedWithAReason(Case of) {
        try (Verifier verifier = of.failingVerifier()) {
            Prompt prompt = Samples.prompt("q", "any", of.unjudged());
            List<ResponseText> responses = List.of(ResponseText.of(of.correct()), ResponseText.of(of.incorrect()));
            assertThat(Verifier.ask(verifier, prompt, responses)).hasSize(2).allSatisfy(verdict -> {
                assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNGRADED);
                assertThat(verdict.reason()).isNotBlank();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theVerifierCanBeClosedTwice(Case of) {
        Verifier verifier = of.verifier();
        verifier.close();
        verifier.close();
    }
}
