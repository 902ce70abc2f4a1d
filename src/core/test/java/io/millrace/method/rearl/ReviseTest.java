package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.method.RevisedGroup;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicyException;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.testkit.AnsweringEngine;
import io.millrace.testkit.ByteTokens;
import io.millrace.testkit.Samples;
import io.millrace.testkit.WordTokens;
import io.millrace.text.ParagraphConfig;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReviseTest {
    private static final ReviseConfig CONFIG = new ReviseConfig(
            true, "", "{question}", "T", "R", CutRule.NORMAL, new ParagraphConfig(2, 9), "\n</think> so", 7);
    private static final String THOUGHT = "<think> a b.\n\nc d.\n\ne f.\n\ng h.\n </think> 7";

    private static final ThinkingConfig TAGS = new ThinkingConfig("<think>", "</think>", "", List.of("wait"));

    private final WordTokens tokens = new WordTokens();
    private final List<List<List<String>>> judged = new ArrayList<>();
    private final AnsweringEngine engine = new AnsweringEngine(this::answer, request -> List.of());

    private TokenIds answer(SamplingRequest request) {
        return tokens.encode(" 8 end");
    }

    private RevisedGroup revise(AnsweringEngine asked, Function<List<String>, double[]> reached, String... texts) {
        ReflectionModel model = new ReflectionModel() {
            @Override
            public CompletableFuture<List<double[]>> reached(PromptVisit visit, List<List<String>> thinking) {
                judged.add(thinking);
                return CompletableFuture.supplyAsync(
                        () -> thinking.stream().map(reached).toList());
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
        Thoughts thoughts = new Thoughts(tokens, TAGS, "");
        Revise revise = new Revise(CONFIG, tokens, thoughts, model, asked, new Sampling(1, 1, 0, 99, List.of(0), 3));
        return revise.apply(group(texts)).join();
    }

    private SampledGroup group(String... texts) {
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            responses.add(Samples.response(
                    i, FinishReason.STOP, tokens.encode(texts[i]).ids()));
        }
        return new SampledGroup(Samples.visit(Samples.prompt("p", "t")), tokens.encode("what ?"), responses);
    }

    private static double[] third(List<String> paragraphs) {
        double[] reached = new double[paragraphs.size()];
        reached[2] = 0.9;
        return reached;
    }

    private String text(Response response) {
        return tokens.decode(response.tokens());
    }

    @Test
    void theThinkingIsCutAndThePolicyAnswersFromThere() {
        RevisedGroup revised = revise(engine, ReviseTest::third, THOUGHT);
        Response original = revised.group().responses().get(0);
        Response revision = revised.group().responses().get(1);
        assertThat(revised.made()).isEqualTo(1);
        assertThat(revised.failed()).isZero();
        assertThat(text(revision)).isEqualTo("<think> a b.\n\nc d.\n\ne f.\n</think> so 8 end");
        assertThat(revision.sample()).isEqualTo(1);
        assertThat(revision.origin()).isEqualTo(Origin.REVISED);
        assertThat(revision.logProbs()).as("nobody sampled the ending").isEqualTo(LogProbs.NONE);
        assertThat(revision.sampledTokens()).isEqualTo(2);
        assertThat(text(original)).isEqualTo(THOUGHT);
        assertThat(revised.tokens()).isEqualTo(original.length());
        assertThat(revised.cut()).as("g and h.").isEqualTo(2);
    }

    @Test
    void theModelSeesParagraphsThatAddUpToTheThinking() {
        revise(engine, ReviseTest::third, THOUGHT);
        assertThat(judged).containsExactly(List.of(List.of(" a b.", "\n\nc d.", "\n\ne f.", "\n\ng h.\n ")));
    }

    @Test
    void theAnswerContinuesTheCutThinkingWithASeparateRandomStream() {
        revise(engine, ReviseTest::third, "none", THOUGHT);
        assertThat(engine.requests()).singleElement().satisfies(request -> {
            assertThat(tokens.decode(request.prompt())).isEqualTo("what ?<think> a b.\n\nc d.\n\ne f.\n</think> so");
            assertThat(request.samples()).isEqualTo(1);
            assertThat(request.first())
                    .as("2 originals, then the second's revision")
                    .isEqualTo(3);
            assertThat(request.sampling()).isEqualTo(new Sampling(1, 1, 0, 7, List.of(0), 3));
        });
    }

    @Test
    void spansAreThoseOfTheOriginalThenOfTheAnswer() {
        Response revision =
                revise(engine, ReviseTest::third, THOUGHT).group().responses().get(1);
        assertThat(revision.spans())
                .containsExactly(
                        new VersionSpan(3, 2, 0, 7),
                        new VersionSpan(9, 5, 7, 9),
                        new VersionSpan(9, 5, 9, 9),
                        new VersionSpan(9, 5, 9, 11));
        assertThat(revision.oldestStep()).isEqualTo(2);
    }

    @Test
    void responsesWithoutThinkingAreCopied() {
        RevisedGroup revised = revise(engine, ReviseTest::third, "7", "a b.\n\nc d.", "<think> </think> 7");
        assertThat(revised.made() + revised.failed()).isZero();
        assertThat(judged).isEmpty();
        assertThat(revised.group().responses().subList(3, 6)).satisfies(copies -> {
            for (int i = 0; i < 3; i++) {
                Response original = revised.group().responses().get(i);
                assertThat(copies.get(i)).isEqualTo(original.with(3 + i, Origin.COPIED));
                assertThat(copies.get(i).sampledTokens()).isZero();
            }
        });
    }

    @Test
    void truncatedThinkingIsCutWhereItsResultIsReachedAndAnswered() {
        RevisedGroup revised = revise(engine, ReviseTest::third, "<think> a b.\n\nc d.\n\ne f.\n\ng h i");
        assertThat(text(revised.group().responses().get(1)))
                .isEqualTo("<think> a b.\n\nc d.\n\ne f.\n</think> so 8 end");
        assertThat(revised.made()).isEqualTo(1);
        assertThat(revised.cut()).as("g, h and i").isEqualTo(3);
        RevisedGroup unfinished =
                revise(engine, paragraphs -> new double[paragraphs.size()], "<think> a b.\n\nc d e f g");
        assertThat(text(unfinished.group().responses().get(1)))
                .as("the piece in which it was truncated counts as the last")
                .isEqualTo("<think> a b.\n</think> so 8 end");
    }

    @Test
    void aCutThatKeepsEverythingDropsTheLastPiece() {
        RevisedGroup revised =
                revise(engine, paragraphs -> new double[paragraphs.size()], "<think> a b.\n\nc d e f g.\n </think> 7");
        assertThat(text(revised.group().responses().get(1))).isEqualTo("<think> a b.\n</think> so 8 end");
    }

    @Test
    void aResponseWhoseRevisionCannotBeShorterIsCopied() {
        RevisedGroup longer = revise(engine, paragraphs -> new double[paragraphs.size()], "<think> a.\n\nb</think>");
        assertThat(longer.made()).isZero();
        assertThat(longer.group().responses().get(1).origin()).isEqualTo(Origin.COPIED);
    }

    @Test
    void thinkingOfOnePieceIsNotCut() {
        RevisedGroup revised = revise(engine, ReviseTest::third, "<think> a b.\nc d.\n </think> 7");
        assertThat(revised.made()).isZero();
        assertThat(judged).isEmpty();
        assertThat(revised.group().responses().get(1).origin()).isEqualTo(Origin.COPIED);
    }

    @Test
    void aFailingReflectionModelKeepsTheOriginals() {
        RevisedGroup revised = revise(
                engine,
                paragraphs -> {
                    throw new PolicyException("lost its mind");
                },
                THOUGHT,
                THOUGHT,
                "7");
        assertThat(revised.group()).isEqualTo(group(THOUGHT, THOUGHT, "7"));
        assertThat(revised.failed()).isEqualTo(2);
        assertThat(revised.failure()).hasValue("lost its mind");
    }

    @Test
    void responsesThatTheReflectionModelCannotReadAreCopiedAndCounted() {
        RevisedGroup revised = revise(
                engine,
                paragraphs -> paragraphs.size() == 1 ? new double[0] : third(paragraphs),
                "<think> a\n\nb c d e f g h.\n </think> 7",
                THOUGHT);
        assertThat(revised.group().responses())
                .extracting(Response::origin)
                .containsExactly(Origin.SAMPLED, Origin.SAMPLED, Origin.COPIED, Origin.REVISED);
        assertThat(revised.made()).isEqualTo(1);
        assertThat(revised.failed()).isEqualTo(1);
        assertThat(revised.failure())
                .hasValue(
                        "sample 0: question and thinking must fit into the reflection model's context, thinking had 8 tokens; use"
                                + " a model with a longer context, or lower sampling.maxTokens");
    }

    @Test
    void aResponseWhoseAnswerFailsIsCopiedAndTheOthersAreRevised() {
        AnsweringEngine broken = new AnsweringEngine(
                request -> {
                    if (request.first() == 2) {
                        throw new PolicyException("out of memory");
                    }
                    return tokens.encode(" 8");
                },
                request -> List.of());
        RevisedGroup revised = revise(broken, ReviseTest::third, THOUGHT, THOUGHT);
        assertThat(revised.group().responses())
                .extracting(Response::origin)
                .containsExactly(Origin.SAMPLED, Origin.SAMPLED, Origin.COPIED, Origin.REVISED);
        assertThat(revised.failed()).isEqualTo(1);
        assertThat(revised.failure()).hasValue("out of memory");
    }

    @Test
    void policyTokensThatContainABlankLineAreKeptWhole() {
        ByteTokens bytes = ByteTokens.of("<think>", "</think>", ".\n\n");
        SampledGroup group = new SampledGroup(
                Samples.visit(Samples.prompt("p", "t")),
                bytes.encode("what?"),
                List.of(Samples.response(
                        0,
                        FinishReason.STOP,
                        bytes.encode("<think>a b.\n\nc d.\n\ne f.</think>7").ids())));
        Drafts drafts = new Drafts(CONFIG, bytes, new Thoughts(bytes, TAGS, ""));
        Draft draft = drafts.of(group).get(0);
        int kept = drafts.kept(draft, 0, 0.9, 0.9);
        assertThat(bytes.decode(
                        new TokenIds(Arrays.copyOf(draft.original().tokens().ids(), kept))))
                .isEqualTo("<think>a b.\n\nc d.\n\n");
    }
}
