package io.millrace.state.codec;

import io.millrace.codec.Versioned;
import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Reflections;
import io.millrace.memory.Trajectory;
import io.millrace.model.Collapse;
import io.millrace.model.EnvironmentTurn;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Interaction;
import io.millrace.model.Mean;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.ReplacedRevisions;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.TokenRange;
import io.millrace.model.ToolCall;
import io.millrace.model.ToolCall.Outcome;
import io.millrace.model.TrainingRow;
import io.millrace.model.Verdict;
import io.millrace.model.VisitEnd;
import io.millrace.testkit.Samples;
import io.millrace.window.GroupObservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * One value of each domain type, and its bytes as written by every released version.
 *
 * <p>When a codec's version is incremented, run {@link #main} with {@code state/src/test/resources/golden}: it adds the
 * new
 * version's files. Existing files must never be overwritten: they represent the contents of savepoints.
 */
final class GoldenDomainTypes {
    private static final GroupStatistics STATISTICS =
            new GroupStatistics(1, 1, 0, 0.75, 1, 3, 3.75, 3, 0, 1, 0, 0, 15, 15, 0, Map.of(), Map.of());

    private GoldenDomainTypes() {}

    static Object value(DomainType domainType) {
        return value(
                domainType,
                visit(1_700_000_000_123L, -3),
                new PolicySteps(2, 70_000),
                1_700_000_000_456L,
                new Interaction(
                        List.of(
                                new EnvironmentTurn(
                                        new TokenRange(1, 2),
                                        List.of(new ToolCall("lookup", "{\"key\": \"a\"}", Outcome.DONE, "7", 12))),
                                new EnvironmentTurn(
                                        new TokenRange(3, 3),
                                        List.of(new ToolCall("", "?", Outcome.MALFORMED, "no call", 0)))),
                        Optional.of(Verdict.ungraded("lookup: no answer")),
                        Map.of("moves", -0.5),
                        Map.of("rooms", 3.0)));
    }

    /** The value without the fields that version 1 of visits, ends and minibatches did not have. */
    private static Object first(DomainType domainType) {
        return value(
                domainType,
                visit(PromptVisit.UNKNOWN_TIME, PromptVisit.NORMAL),
                PolicySteps.NONE,
                PromptVisit.UNKNOWN_TIME,
                Interaction.NONE);
    }

    /** The value without the priority of visits, which version 2 did not have. */
    private static Object second(DomainType domainType) {
        return value(
                domainType,
                visit(1_700_000_000_123L, PromptVisit.NORMAL),
                new PolicySteps(2, 70_000),
                1_700_000_000_456L,
                Interaction.NONE);
    }

    /** The value with responses of a single turn, the only ones that version 3 had. */
    private static Object third(DomainType domainType) {
        return value(
                domainType,
                visit(1_700_000_000_123L, -3),
                new PolicySteps(2, 70_000),
                1_700_000_000_456L,
                Interaction.NONE);
    }

    private static Object value(
            DomainType domainType, PromptVisit visit, PolicySteps policy, long time, Interaction interaction) {
        Response response = Samples.response(1, FinishReason.STOP, 5, 200, 70000);
        GradedResponse graded = Samples.graded(response.with(interaction), true, 0.75);
        return switch (domainType) {
            case VISIT -> visit;
            case PASSAGE ->
                new GradedGroup(visit, new TokenIds(1, 2), List.of(graded), new ReplacedRevisions(1, 2, 300));
            case MINIBATCH -> minibatch(visit, graded, policy, time);
            case TRAINING_ROW -> row(visit, graded);
            case INDEX ->
                new MemoryIndex(
                        List.of(
                                IndexEntry.of(
                                        7, new Trajectory(3, Samples.graded(response, true, 0.75)), 1_700_000_000_000L),
                                new IndexEntry(
                                        9,
                                        2,
                                        Verdict.Kind.INCORRECT,
                                        -0.5f,
                                        16_000,
                                        1,
                                        PromptKind.REFLECTION,
                                        FinishReason.LENGTH,
                                        1_699_999_999_999L,
                                        -2)),
                        12);
            case TRAJECTORY -> new Trajectory(3, graded);
            case OBSERVATION ->
                new GroupObservation(
                        1_700_000_000_123L,
                        "set",
                        "digits",
                        "1 2 3 \u00e9",
                        3,
                        true,
                        Collapse.ALL_INCORRECT,
                        new PolicySteps(2, 70_000),
                        List.of(new GroupObservation.Response(
                                1,
                                Origin.REVISED,
                                Verdict.Kind.UNGRADED,
                                "timeout",
                                true,
                                300,
                                "no-think",
                                1.25,
                                70_000,
                                Map.of("accuracy", -0.5))));
            case CHUNK -> new Chunk(new byte[] {1, -2, 3});
            case QUERY_STATISTICS ->
                new QueryStatistics(3, 12, 4, 0.25, 0.5, 0, 2, 77, new Reflections(5, 4, 3, 2, true));
        };
    }

    private static PromptVisit visit(long readAt, int priority) {
        return new PromptVisit(Samples.prompt("1 2 3 \u00e9", "digits"), 3, "prompts", 300, readAt, priority);
    }

    /** The current meaning of a version's payload: fields without bytes have their empty value. */
    static Object value(DomainType domainType, int version) {
        int today = domainType.codec().version();
        if (version < 1 || version > 4) {
            throw new IllegalArgumentException(
                    "%s: describe here the value of version %d".formatted(domainType, version));
        }
        Object value = version == today
                ? value(domainType)
                : switch (version) {
                    case 1 -> first(domainType);
                    case 2 -> second(domainType);
                    default -> third(domainType);
                };
        return Versioned.fromBytes(domainType.codec(), Versioned.toBytes(domainType.codec(), value));
    }

    private static TrainingRow row(PromptVisit visit, GradedResponse graded) {
        return new TrainingRow(
                visit.prompt().queryId(),
                visit.visit(),
                1,
                2,
                new TokenIds(1, 2),
                graded.response().tokens(),
                graded.response().logProbs(),
                new float[] {0.5f, 0.5f, -1},
                graded.response().origin(),
                graded.response().roles());
    }

    private static Minibatch minibatch(PromptVisit visit, GradedResponse graded, PolicySteps policy, long time) {
        return new Minibatch(
                0,
                17,
                17,
                true,
                Minibatch.Kind.PLAIN,
                List.of(row(visit, graded)),
                List.of(new VisitEnd(visit, VisitEnd.Kind.TRAINED, "", 5, 2, policy)),
                STATISTICS.with(
                        Map.of("accuracy", 1.0, "length", -0.25),
                        Map.of("think_accuracy", Mean.NONE, "think_share", new Mean(1, 1))),
                0,
                time);
    }

    static byte[] payload(DomainType domainType) {
        return Versioned.toBytes(domainType.codec(), value(domainType));
    }

    static byte[] snapshot(DomainType domainType) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(
                out, new DomainTypeSerializer<>(domainType).snapshotConfiguration());
        return out.getCopyOfBuffer();
    }

    static String file(DomainType domainType, int version, String kind) {
        return "%s-v%d.%s.hex".formatted(domainType.name().toLowerCase(java.util.Locale.ROOT), version, kind);
    }

    /** Adds the missing files of the current versions to a folder. */
    public static void main(String[] folder) throws IOException {
        for (DomainType domainType : DomainType.values()) {
            int version = domainType.codec().version();
            add(Path.of(folder[0]).resolve(file(domainType, version, "payload")), payload(domainType));
            add(Path.of(folder[0]).resolve(file(domainType, version, "snapshot")), snapshot(domainType));
        }
    }

    private static void add(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
        }
    }
}
