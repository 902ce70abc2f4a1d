package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.episode.EndRecord;
import io.millrace.episode.Episode;
import io.millrace.episode.EpisodeFold;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.episode.ScoreRecord;
import io.millrace.model.ChatMessage;
import io.millrace.model.Collapse;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import io.millrace.window.Count;
import io.millrace.window.ResponseId;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowKey;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The records of the monitor as JSON. */
class MonitorJsonTest {
    private static final long TIME = 1_796_036_400_123L;
    private static final PolicySteps POLICY = new PolicySteps(17, 18);

    private static WindowPart window() {
        WindowStatistics statistics = new WindowStatistics(3);
        statistics.count(Count.GROUPS, 1);
        statistics.count(Count.RESPONSES, 3);
        statistics.count(Count.CORRECT, 2);
        statistics.count(Count.INCORRECT, 1);
        statistics.ungraded("timed out", 1);
        statistics.end("TRAINED", 1);
        statistics.zeroAdvantages(0, 1);
        for (int i = 0; i < 3; i++) {
            statistics.reward(i == 2 ? -0.5 : 0.25, new ResponseId("reason/31", 2, i));
            statistics.component("accuracy", i == 2 ? 0 : 1);
            statistics.quantile(WindowStatistics.LENGTH, 60 + i);
            statistics.quantile(WindowStatistics.STALENESS, i - 1);
        }
        SeriesKey series = new SeriesKey("reason", "reason", "think", new PolicySteps(16, 17));
        return new WindowPart(WindowKey.at(TIME, 10, series), 4, true, TIME, POLICY, statistics);
    }

    private static ResponseRecord response(int sample, Origin origin, Verdict verdict, boolean packed) {
        return new ResponseRecord(
                sample,
                origin,
                origin == Origin.REPLAYED ? Optional.of(new ResponseRecord.ReplaySource(1, 3, 9)) : Optional.empty(),
                PromptKind.PLAIN,
                verdict,
                verdict.correct() ? OrderedMap.of("accuracy", 1.0, "length", -0.25) : Map.of(),
                FinishReason.STOP,
                2,
                "think",
                packed ? 1.25 : Double.NaN,
                packed ? -0.875 : Double.NaN,
                List.of(new VersionSpan(18, 17, 0, 2)),
                List.of(),
                packed ? new TokenIds(7, 300) : TokenIds.EMPTY,
                packed ? new LogProbs(LogProbs.Scale.SCALED, -0.25f, -1.5f) : LogProbs.NONE,
                packed ? new Entropies(true, 0.5f, 2f) : Entropies.NONE);
    }

    private static GroupRecord group() {
        Prompt prompt = new Prompt(
                "reason/31",
                List.of(ChatMessage.user("C=3;D=C+4;D?")),
                List.of("7"),
                "reason",
                "reason",
                PromptKind.PLAIN);
        return new GroupRecord(
                new PromptVisit(prompt, 2, "prompts", 544, TIME),
                POLICY,
                2,
                new TokenIds(5, 11),
                Collapse.NONE,
                List.of(
                        response(0, Origin.SAMPLED, Verdict.CORRECT, true),
                        response(1, Origin.SAMPLED, Verdict.ungraded("timed out after 5 s"), false),
                        response(2, Origin.REPLAYED, Verdict.NO_ANSWER, true)));
    }

    private static EndRecord end() {
        return new EndRecord(
                "reason/31",
                2,
                PromptKind.PLAIN,
                "reason",
                "reason",
                TIME,
                POLICY,
                VisitEnd.Kind.TRAINED,
                "",
                18,
                false,
                List.of(
                        new EndRecord.Row(0, Origin.SAMPLED, 0.5, 1, Map.of("balance", 0.25), List.of(0, 1)),
                        new EndRecord.Row(2, Origin.REPLAYED, -0.5, 9)));
    }

    private static ScoreRecord score() {
        return new ScoreRecord(
                "0/18",
                TIME,
                POLICY,
                Minibatch.Kind.PLAIN,
                19,
                List.of(
                        new ScoreRecord.Row("reason/31", 2, 2, 0, -0.875, 0.03125, -0.25f, -1.5f),
                        new ScoreRecord.Row("reason/31", 2, 2, 2, -2.0, Double.NaN)));
    }

    @Test
    void aWindowIsWrittenWithoutLoss() throws IOException {
        String line = WindowJson.write(window(), "reason");
        WindowPart read = WindowJson.read(line);

        assertThat(line)
                .startsWith(
                        "{\"schema\":\"window/1\",\"run\":\"reason\",\"time\":1796036400123,\"policy_from\":17,\"policy_to\":18,"
                                + "\"start\":1796036400000,\"seconds\":10,\"part\":4,\"closed\":true,\"source\":\"reason\",");
        assertThat(read.key()).isEqualTo(window().key());
        assertThat(read.policy()).isEqualTo(POLICY);
        assertThat(read.statistics().samples()).isEqualTo(window().statistics().samples());
        assertThat(WindowJson.write(read, "reason")).isEqualTo(line);
    }

    @Test
    void episodesAndScoresAreWrittenWithoutLoss() throws IOException {
        assertThat(EpisodeJson.read(EpisodeJson.write(group(), "reason"))).isEqualTo(group());
        assertThat(EpisodeJson.read(EpisodeJson.write(end(), "reason"))).isEqualTo(end());
        assertThat(ScoreJson.read(ScoreJson.write(score(), "reason"))).isEqualTo(score());
    }

    @Test
    void aDamagedRecordIsNamed() {
        String line = EpisodeJson.write(group(), "reason");

        assertThatThrownBy(() -> EpisodeJson.read(line.replace("\"tokens\":\"", "\"tokens\":\"!")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a packed array is not Base64");
        assertThatThrownBy(() -> EpisodeJson.read(line.replace("\"GROUP\"", "\"GROPE\"")))
                .hasMessage("episode: must be GROUP or END, was 'GROPE'");
        assertThatThrownBy(() -> WindowJson.read(
                        WindowJson.write(window(), "reason").replace("\"seconds\":10", "\"seconds\":7")))
                .hasMessage("window: window: start must be a multiple of 7 s, was 1796036400000 ms");
        assertThatThrownBy(() -> ScoreJson.read(line)).hasMessageContaining("schema must be score/1, was episode/1");
    }

    @Test
    void aReaderJoinsTheRecordsOfAVisitInAnyOrder() {
        EpisodeFold forward = new EpisodeFold(10);
        forward.add(group());
        forward.add(end());
        forward.add(score());
        EpisodeFold backward = new EpisodeFold(10);
        backward.add(score());
        backward.add(end());
        backward.add(group());

        Episode episode = forward.find("reason/31", 2).orElseThrow();
        assertThat(backward.find("reason/31", 2)).contains(episode);
        assertThat(episode.group()).contains(group());
        assertThat(episode.row(2).orElseThrow().advantage()).isEqualTo(-0.5);
        assertThat(episode.scores()).containsOnlyKeys(0, 2);
        assertThat(episode.scores().get(0).minibatch()).isEqualTo("0/18");
    }

    @Test
    void aReflectionIsAnotherVisitThanTheOneThatTriggeredIt() {
        EpisodeFold fold = new EpisodeFold(10);
        ScoreRecord.Row ofReflection = new ScoreRecord.Row("reason/31", 2, 40, 1, -1, Double.NaN);
        fold.add(new ScoreRecord("0/20", TIME, POLICY, Minibatch.Kind.PLAIN, 21, List.of(ofReflection)));
        fold.add(score());
        fold.add(group());
        fold.add(new EndRecord(
                "reason/31",
                2,
                PromptKind.REFLECTION,
                "reason",
                "reason",
                TIME,
                POLICY,
                VisitEnd.Kind.TRAINED,
                "",
                20,
                false,
                List.of()));

        assertThat(fold.find("reason/31", 2).orElseThrow().scores()).containsOnlyKeys(0, 2);
        assertThat(fold.find("reason/31", 2).orElseThrow().end()).isEmpty();
        assertThat(fold.find("reason/31", 2, PromptKind.REFLECTION)
                        .orElseThrow()
                        .end())
                .isPresent();
        assertThat(fold.episodes()).hasSize(2);
    }

    @Test
    void onlyTheNewestVisitsAreKept() {
        EpisodeFold fold = new EpisodeFold(1);
        fold.add(end());
        fold.add(new EndRecord(
                "q", 0, PromptKind.PLAIN, "s", "t", TIME, POLICY, VisitEnd.Kind.EXPIRED, "late", 1, false, List.of()));

        assertThat(fold.find("reason/31", 2)).isEmpty();
        assertThat(fold.episodes()).hasSize(1);
    }
}
