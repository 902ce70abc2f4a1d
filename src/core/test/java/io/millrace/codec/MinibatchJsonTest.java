package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.ChatMessage;
import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Mean;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.model.VisitEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinibatchJsonTest {
    private static Minibatch minibatch(Random random) {
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rows.add(row(random));
        }
        List<VisitEnd> ends = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            ends.add(end(random));
        }
        return new Minibatch(
                random.nextInt(128),
                random.nextLong() >>> 1,
                random.nextLong() >>> 1,
                random.nextBoolean(),
                any(Minibatch.Kind.values(), random),
                rows,
                ends,
                new GroupStatistics(
                                1 + random.nextInt(9),
                                9,
                                2,
                                random.nextGaussian(),
                                5,
                                77,
                                1 / 3.0,
                                12,
                                1,
                                0,
                                3,
                                1,
                                8,
                                2,
                                4,
                                Map.of(),
                                Map.of())
                        .with(
                                Map.of("accuracy", random.nextDouble(), "length", Double.NaN),
                                Map.of("revisions", new Mean(random.nextDouble(), 3))),
                random.nextInt(9),
                random.nextBoolean() ? PromptVisit.UNKNOWN_TIME : random.nextLong() >>> 1);
    }

    private static TrainingRow row(Random random) {
        int length = 1 + random.nextInt(40);
        boolean known = random.nextBoolean();
        return new TrainingRow(
                "query \u00e9\uD83D\uDE00\n\"" + random.nextInt(),
                random.nextLong() >>> 1,
                random.nextInt(64),
                random.nextLong() >>> 1,
                new TokenIds(random.ints(1 + random.nextInt(9), 0, 1 << 18).toArray()),
                new TokenIds(random.ints(length, 0, 1 << 18).toArray()),
                known ? new LogProbs(LogProbs.Scale.SCALED, floats(length, random)) : LogProbs.NONE,
                floats(length, random),
                any(Origin.values(), random));
    }

    /** Floats of all exponents; some are not finite. */
    private static float[] floats(int length, Random random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        return values;
    }

    private static VisitEnd end(Random random) {
        Prompt prompt = new Prompt(
                "q" + random.nextInt(),
                List.of(new ChatMessage("system", ""), ChatMessage.user("a,b\n")),
                List.of("1", ""),
                "source",
                "task",
                any(PromptKind.values(), random));
        PromptVisit visit = new PromptVisit(
                prompt,
                random.nextLong() >>> 1,
                "prompts",
                random.nextLong() >>> 1,
                random.nextBoolean() ? PromptVisit.UNKNOWN_TIME : random.nextLong() >>> 1);
        PolicySteps policy =
                random.nextBoolean() ? PolicySteps.NONE : new PolicySteps(random.nextInt(9), 9 + random.nextInt(9));
        return new VisitEnd(visit, any(VisitEnd.Kind.values(), random), "why\u2028", 7, random.nextInt(8), policy);
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void minibatchesSurviveARoundTrip(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Minibatch minibatch = minibatch(random);
            String line = MinibatchJson.write(minibatch, "r1");
            assertThat(line).doesNotContain("\n");
            assertThat(MinibatchJson.read(line)).as("seed %d, draw %d", seed, i).isEqualTo(minibatch);
        }
    }

    @Test
    void anUnknownFieldIsIgnored() throws IOException {
        Minibatch minibatch = minibatch(new Random(1));
        String line = MinibatchJson.write(minibatch, "r1").replaceFirst("\\{", "{\"newer\":[1],");

        assertThat(MinibatchJson.read(line)).isEqualTo(minibatch);
    }

    @Test
    void aMissingFieldIsNamed() {
        String line = MinibatchJson.write(minibatch(new Random(1)), "r1").replace("\"groups\":{", "\"others\":{");

        assertThatThrownBy(() -> MinibatchJson.read(line))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Missing creator property 'groups'");
    }

    @Test
    void anInvalidValueIsRejectedWithItsRule() {
        String line =
                MinibatchJson.write(minibatch(new Random(1)), "r1").replaceFirst("\"shard\":\\d+", "\"shard\":-1");

        assertThatThrownBy(() -> MinibatchJson.read(line))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("minibatch: shard must be >= 0, was -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "[]", "{}", "{} {}", "{\"shard\":"})
    void otherJsonIsRejected(String line) {
        assertThatThrownBy(() -> MinibatchJson.read(line)).isInstanceOf(IOException.class);
    }

    @Test
    void aRecordOfANewerVersionIsRefusedByName() {
        String line = MinibatchJson.write(minibatch(new Random(1)), "r1").replace("\"minibatch/1\"", "\"minibatch/2\"");

        assertThatThrownBy(() -> MinibatchJson.read(line))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "schema must be minibatch/1, was minibatch/2: read the record with the Millrace that wrote it, or a later one");
    }

    @Test
    void aRecordWithoutEnvelopeHasVersionOne() throws IOException {
        Minibatch minibatch = minibatch(new Random(3));
        String line = MinibatchJson.write(minibatch, "r1")
                .replaceFirst("^\\{\"schema\":.*?\"shard\":", "{\"shard\":")
                .replaceAll("\"(time|policy_from|policy_to)\":\\d+,", "");
        Minibatch read = MinibatchJson.read(line);

        assertThat(read.time()).isEqualTo(PromptVisit.UNKNOWN_TIME);
        assertThat(read.rows()).isEqualTo(minibatch.rows());
        assertThat(read.ends()).isNotEmpty().allSatisfy(end -> {
            assertThat(end.visit().readAt()).isEqualTo(PromptVisit.UNKNOWN_TIME);
            assertThat(end.policy()).isEqualTo(PolicySteps.NONE);
        });
    }
}
