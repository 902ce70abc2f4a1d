package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import java.util.List;
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
        return new PromptVisit(prompt, random.nextLong() >>> 1, "split", random.nextLong() >>> 1);
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
    void passagesComeBackAsTheyWent(long seed) {
        Random random = new Random(seed);
        PromptVisit visit = visit(random);
        PassageCodec codec = new PassageCodec();

        assertRoundTrip(codec, new SampledGroup(visit, new TokenIds(1, 2), List.of(response(random, 0))));
        assertRoundTrip(codec, new GradedGroup(visit, new TokenIds(3), List.of(graded(random, 0), graded(random, 1))));
        assertRoundTrip(codec, new VisitEnd(visit, VisitEnd.Kind.SAMPLING_FAILED, "why"));
    }

    @Test
    void aMinibatchComesBackAsItWent() {
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
        GroupStatistics groups = new GroupStatistics(1, 1, 0, 0.5, 1, 2, 1.5, 2, 0, 1, 0, 0, 3, 3, 4);

        assertRoundTrip(
                new MinibatchCodec(),
                new Minibatch(
                        0,
                        18,
                        9,
                        false,
                        Minibatch.Kind.PRIORITY,
                        List.of(row),
                        List.of(new VisitEnd(visit(random), VisitEnd.Kind.TRAINED, "")),
                        groups,
                        6));
    }

    @Test
    void statisticsComeBackAsTheyWent() {
        assertRoundTrip(
                new QueryStatisticsCodec(),
                new QueryStatistics(3, 12, 4, 0.25, 0.5, 0, 2, 77, new Reflections(5, 4, 3, 2)));
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
        float[] exact = before.logProbs().values();
        float[] rounded = after.logProbs().values();
        assertThat(IntStream.range(0, exact.length))
                .as("seed %d", seed)
                .allMatch(i -> Math.abs(exact[i] - rounded[i]) <= Math.abs(exact[i]) * 0x1p-11 + 0x1p-24);
    }

    @Test
    void everyHalfIsExactAndRoundsBackToItself() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            short half = (short) bits;
            float value = Half.toFloat(half);
            if (Float.isFinite(value)) {
                assertThat(Half.of(value)).as("bits %x", bits).isEqualTo(half);
            }
        }
    }

    @Test
    void halvesRoundToTheNearestAndTiesToEven() {
        assertThat(Half.toFloat(Half.of(1 + 0x1p-11f))).isEqualTo(1);
        assertThat(Half.toFloat(Half.of(1 + 0x1.8p-10f))).isEqualTo(1 + 0x1p-9f);
        assertThat(Half.toFloat(Half.of(1e9f))).isEqualTo(65504);
        assertThat(Half.toFloat(Half.of(-1e-9f))).isEqualTo(-0f);
    }

    @Test
    void bytesOfANewerFormAreRefused() {
        byte[] bytes = Versioned.toBytes(new QueryStatisticsCodec(), QueryStatistics.NONE);
        bytes[0] = 3;

        assertThatThrownBy(() -> Versioned.fromBytes(new QueryStatisticsCodec(), bytes))
                .hasRootCauseMessage("QueryStatisticsCodec: version must be in 1..2, was 3: the bytes are a newer"
                        + " Millrace's, or not ours");
    }

    @Test
    void truncatedBytesAreAnErrorAndNotAValue() {
        Passage end = new VisitEnd(visit(new Random(1)), VisitEnd.Kind.TRAINED, "");
        byte[] bytes = Versioned.toBytes(new PassageCodec(), end);

        assertThatThrownBy(
                        () -> Versioned.fromBytes(new PassageCodec(), java.util.Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }
}
