package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Reflections;
import io.millrace.memory.Trajectory;
import io.millrace.model.ChatMessage;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.Passage;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.ReplacedRevisions;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    private static PromptVisit visit(Random random) {
        Prompt prompt = new Prompt(
                "query \u00e9\uD83D\uDE00 " + random.nextInt(),
                List.of(new ChatMessage("system", ""), ChatMessage.user("a,b\n")),
                List.of("1", ""),
                "source",
                "task",
                PromptKind.values()[random.nextInt(2)]);
        return new PromptVisit(
                prompt, random.nextLong() >>> 1, "split", random.nextLong() >>> 1, random.nextLong() >>> 1);
    }

    private static Response response(Random random, int sample) {
        int length = 1 + random.nextInt(300);
        int[] ids = random.ints(length, 0, 1 << 18).toArray();
        float[] logProbs = new float[length];
        float[] entropies = new float[length];
        for (int i = 0; i < length; i++) {
            logProbs[i] = -10 * random.nextFloat();
            entropies[i] = 12 * random.nextFloat();
        }
        int half = length / 2;
        return new Response(
                sample,
                new TokenIds(ids),
                random.nextBoolean() ? LogProbs.NONE : new LogProbs(LogProbs.Scale.SCALED, logProbs),
                random.nextBoolean() ? Entropies.NONE : new Entropies(true, entropies),
                FinishReason.values()[random.nextInt(3)],
                List.of(new VersionSpan(9, 4, 0, half), new VersionSpan(10, 5, half, length)),
                Origin.values()[random.nextInt(3)],
                PromptKind.REFLECTION);
    }

    private static GradedResponse graded(Random random, int sample) {
        Response response = response(random, sample);
        Rewards rewards = new Rewards(
                List.of(new Rewards.Component("accuracy", 1), new Rewards.Component("length", -0.25)),
                new float[response.length()]);
        return new GradedResponse(response, Verdict.of(random.nextBoolean()), rewards);
    }

    private static <T> void assertRoundTrip(Codec<T> codec, T value) {
        assertThat(Versioned.fromBytes(codec, Versioned.toBytes(codec, value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void passagesSurviveARoundTrip(long seed) {
        Random random = new Random(seed);
        PromptVisit visit = visit(random);
        PassageCodec codec = new PassageCodec();

        assertRoundTrip(codec, new SampledGroup(visit, new TokenIds(1, 2), List.of(response(random, 0))));
        assertRoundTrip(
                codec,
                new GradedGroup(
                        visit,
                        new TokenIds(3),
                        List.of(graded(random, 0), graded(random, 1)),
                        new ReplacedRevisions(1, 2, 300)));
        assertRoundTrip(codec, new VisitEnd(visit, VisitEnd.Kind.SAMPLING_FAILED, "why"));
        assertRoundTrip(codec, new VisitEnd(visit, VisitEnd.Kind.TOO_STALE, "old", 300, 7));
        assertRoundTrip(codec, new VisitEnd(visit, VisitEnd.Kind.TRAINED, "", 3, 1, new PolicySteps(0, 70_000)));
    }

    @Test
    void aMinibatchSurvivesARoundTrip() {
        Random random = new Random(7);
        TrainingRow row = new TrainingRow(
                "q",
                3,
                1,
                17,
                new TokenIds(5),
                new TokenIds(6, 7),
                new LogProbs(LogProbs.Scale.RAW, -1f, -2f),
                new float[] {0.5f, -0.5f},
                Origin.SAMPLED);
        GroupStatistics groups =
                new GroupStatistics(1, 1, 0, 0.5, 1, 2, 1.5, 2, 0, 1, 0, 0, 3, 3, 4, Map.of(), Map.of());

        assertRoundTrip(
                new MinibatchCodec(),
                new Minibatch(
                        0,
                        18,
                        9,
                        false,
                        Minibatch.Kind.PRIORITY,
                        List.of(row),
                        List.of(new VisitEnd(
                                visit(random), VisitEnd.Kind.TRAINED, "", 300, 7, new PolicySteps(16, 17))),
                        groups,
                        6,
                        1_700_000_000_000L));
    }

    @Test
    void statisticsSurviveARoundTrip() {
        assertRoundTrip(
                new QueryStatisticsCodec(),
                new QueryStatistics(3, 12, 4, 0.25, 0.5, 0, 2, 77, new Reflections(5, 4, 3, 2, true)));
        assertRoundTrip(new QueryStatisticsCodec(), QueryStatistics.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void aTrajectoryKeepsItsTokensAndRoundsItsLogProbsToHalfPrecision(long seed) {
        GradedResponse graded = graded(new Random(seed), 2);
        TrajectoryCodec codec = new TrajectoryCodec();

        Trajectory back = Versioned.fromBytes(codec, Versioned.toBytes(codec, new Trajectory(6, graded)));

        Response before = graded.response();
        Response after = back.response().response();
        assertThat(back.visit()).isEqualTo(6);
        assertThat(after.tokens()).isEqualTo(before.tokens());
        assertThat(after.oldestStep()).isEqualTo(before.oldestStep());
        assertThat(back.response().verdict()).isEqualTo(graded.verdict());
        assertThat(back.response().reward()).isEqualTo(graded.reward());
        assertThat(back.response().rewards().components())
                .isEqualTo(graded.rewards().components());
        float[] exact = before.logProbs().values();
        float[] rounded = after.logProbs().values();
        assertThat(IntStream.range(0, exact.length))
                .as("seed %d", seed)
                .allMatch(i -> Math.abs(exact[i] - rounded[i]) <= Math.abs(exact[i]) * 0x1p-11 + 0x1p-24);
    }

    private static Trajectory trajectory(Random random, int length, boolean both) {
        int[] ids = random.ints(length, 0, 1 << 21).toArray();
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = -10 * random.nextFloat();
        }
        Response response = new Response(
                7,
                new TokenIds(ids),
                both ? new LogProbs(LogProbs.Scale.RAW, values) : LogProbs.NONE,
                both ? new Entropies(true, values) : Entropies.NONE,
                FinishReason.LENGTH,
                List.of(new VersionSpan(9_999, 9_999, 0, length)),
                Origin.SAMPLED,
                PromptKind.PLAIN);
        return new Trajectory(100, new GradedResponse(response, Verdict.INCORRECT, Rewards.of("total", 0.5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 4_000, 16_000})
    void aTokenTakesAtMostSevenBytesAndThreeAndAHalfWithoutFloats(int length) {
        Random random = new Random(length);
        TrajectoryCodec codec = new TrajectoryCodec();

        assertThat(Versioned.toBytes(codec, trajectory(random, length, true)).length)
                .isLessThanOrEqualTo(7 * length + 32);
        assertThat(Versioned.toBytes(codec, trajectory(random, length, false)).length / (double) length)
                .isLessThanOrEqualTo(3.5);
    }

    @Test
    void aVocabularyOf150000TakesUnderSevenBytesPerToken() {
        Random random = new Random(5);
        int[] ids = random.ints(4_000, 0, 150_000).toArray();
        Response response = trajectory(random, 4_000, true).response().response();
        Response smaller = new Response(
                0,
                new TokenIds(ids),
                response.logProbs(),
                response.entropies(),
                response.finish(),
                response.spans(),
                response.origin(),
                response.context());
        byte[] bytes = Versioned.toBytes(
                new TrajectoryCodec(), new Trajectory(0, new GradedResponse(smaller, Verdict.INCORRECT, Rewards.NONE)));

        assertThat(bytes.length / 4_000.0).isLessThan(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 8191, 8192, 8193, 30_000})
    void readingTokensConsumesNoByteBeyondTheirEnd(int length) throws IOException {
        for (int bound : new int[] {1, 1 << 7, 1 << 14, 1 << 21, 1 << 28, Integer.MAX_VALUE}) {
            int[] ids = new Random(bound).ints(length, 0, bound).toArray();
            if (length > 0) {
                ids[length - 1] = bound - 1;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            Blocks.writeTokens(new TokenIds(ids), out);
            out.writeByte(42);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

            assertThat(Blocks.readTokens(in).ids()).as("bound %d", bound).isEqualTo(ids);
            assertThat(in.readByte()).isEqualTo((byte) 42);
        }
    }

    @Test
    void aNegativeTokenIdSurvivesARoundTrip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Blocks.writeTokens(new TokenIds(-1, 5, Integer.MIN_VALUE), new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(Blocks.readTokens(in)).isEqualTo(new TokenIds(-1, 5, Integer.MIN_VALUE));
    }

    @Test
    void aTokenThatDoesNotEndIsRefused() {
        byte[] bytes = new byte[40];
        java.util.Arrays.fill(bytes, (byte) 0xff);
        bytes[0] = 30;

        assertThatThrownBy(() -> Blocks.readTokens(new DataInputStream(new ByteArrayInputStream(bytes))))
                .hasMessage("payload: a varint has more than 10 bytes");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anIndexSurvivesARoundTripInFewBytes(long seed) {
        Random random = new Random(seed);
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            entries.add(new IndexEntry(
                    100 + 3 * i + random.nextInt(3),
                    random.nextInt(40),
                    random.nextBoolean() ? Verdict.Kind.CORRECT : Verdict.Kind.INCORRECT,
                    random.nextFloat(),
                    1 + random.nextInt(16_000),
                    random.nextInt(5_000),
                    PromptKind.values()[random.nextInt(2)],
                    FinishReason.values()[random.nextInt(3)],
                    1_700_000_000_000L + random.nextInt(100_000_000),
                    random.nextLong()));
        }
        MemoryIndex index = new MemoryIndex(entries, 300);

        assertRoundTrip(new MemoryIndexCodec(), index);
        assertRoundTrip(new MemoryIndexCodec(), MemoryIndex.EMPTY);
        assertThat(Versioned.toBytes(new MemoryIndexCodec(), index)).hasSizeLessThan(32 * 27 + 10);
    }

    @Test
    void everyConstantHasADistinctCode() throws IOException {
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            assertThat(Code.verdict(Code.of(kind))).isEqualTo(kind);
        }
        for (FinishReason finish : FinishReason.values()) {
            assertThat(Code.finish(Code.of(finish))).isEqualTo(finish);
        }
        for (Origin origin : Origin.values()) {
            assertThat(Code.origin(Code.of(origin))).isEqualTo(origin);
        }
        for (PromptKind context : PromptKind.values()) {
            assertThat(Code.context(Code.of(context))).isEqualTo(context);
        }
        for (LogProbs.Scale scale : LogProbs.Scale.values()) {
            assertThat(Code.scale(Code.of(scale))).isEqualTo(scale);
        }
        assertThatThrownBy(() -> Code.origin(9)).hasMessage("payload: code of origin must be a known one, was 9");
    }

    @Test
    void everyHalfIsExactAndRoundsBackToItself() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            short half = (short) bits;
            float value = HalfPrecision.toFloat(half);
            if (Float.isFinite(value)) {
                assertThat(HalfPrecision.of(value)).as("bits %x", bits).isEqualTo(half);
            }
        }
    }

    @Test
    void halvesRoundToTheNearestAndTiesToEven() {
        assertThat(HalfPrecision.toFloat(HalfPrecision.of(1 + 0x1p-11f))).isEqualTo(1);
        assertThat(HalfPrecision.toFloat(HalfPrecision.of(1 + 0x1.8p-10f))).isEqualTo(1 + 0x1p-9f);
        assertThat(HalfPrecision.toFloat(HalfPrecision.of(1e9f))).isEqualTo(65504);
        assertThat(HalfPrecision.toFloat(HalfPrecision.of(-1e-9f))).isEqualTo(-0f);
    }

    @Test
    void bytesOfANewerVersionAreRejected() {
        byte[] bytes = Versioned.toBytes(new QueryStatisticsCodec(), QueryStatistics.NONE);
        bytes[0] = 2;

        assertThatThrownBy(() -> Versioned.fromBytes(new QueryStatisticsCodec(), bytes))
                .hasRootCauseMessage(
                        "QueryStatisticsCodec: version must be in 1..1, was 2: the bytes were written by a newer Millrace or by another program");
    }

    @Test
    void truncatedBytesAreAnError() {
        Passage end = new VisitEnd(visit(new Random(1)), VisitEnd.Kind.TRAINED, "");
        byte[] bytes = Versioned.toBytes(new PassageCodec(), end);

        assertThatThrownBy(
                        () -> Versioned.fromBytes(new PassageCodec(), java.util.Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }
}
