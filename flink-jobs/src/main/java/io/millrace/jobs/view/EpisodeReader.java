package io.millrace.jobs.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.channel.ChannelException;
import io.millrace.codec.EpisodeJson;
import io.millrace.codec.ScoreJson;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.episode.ScoreRecord;
import io.millrace.model.PromptKind;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the texts of visits from a run's channels, since memory has no room for them. Thread-safe. */
public final class EpisodeReader {
    /** Tokens of a response that are shown at most. */
    static final int MOST_TOKENS = 20_000;

    private static final float[] NONE = {};

    private final RunView run;
    private final EpisodeText text;
    private final ResponseTexts search;

    EpisodeReader(RunView run) {
        this.run = run;
        this.text = new EpisodeText(run.folder());
        search = new ResponseTexts(run, text);
    }

    /**
     * A visit.
     *
     * @param sample the response to give by token; -1 for none
     * @return empty if the index has no such visit, or its record has been deleted
     */
    public Optional<VisitDetail> read(String query, long visit, PromptKind kind, int sample) throws IOException {
        Optional<VisitLine> line = run.episodes().find(query, visit, kind);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> record = record("episodes", line.get().record());
        if (record.isEmpty() || !(EpisodeJson.read(record.get()) instanceof GroupRecord group)) {
            return Optional.empty();
        }
        JsonNode config = run.config().tree();
        String policy = config.path("policy").path("path").asText("");
        return Optional.of(new VisitDetail(
                line.get(),
                group.messages(),
                group.prompt().prompt().truths(),
                whole(group.tokens(), policy),
                config.path("thinking").path("open").asText(""),
                config.path("thinking").path("close").asText(""),
                group.responses().stream()
                        .map(one -> detail(one, line.get(), one.sample() == sample, policy))
                        .toList()));
    }

    /** A view that also forgets the searched texts when it is cleared. */
    RecordView forgetting(RecordView episodes) {
        return new RecordView() {
            @Override
            public void add(long number, String line) throws IOException {
                episodes.add(number, line);
            }

            @Override
            public void clear() {
                search.clear();
                episodes.clear();
            }
        };
    }

    /**
     * The newest visits with a matching response. If the filter has a text, the texts of responses are searched as well; a call reads
     * a bounded part of them, so calls are repeated until the result is complete.
     *
     * @param before number of the record before which the page starts
     * @param limit maximum number of visits
     */
    public EpisodeIndex.Found find(EpisodeFilter filter, long before, int limit) {
        boolean complete =
                filter.text().isEmpty() || search.extend(run.episodes().newestRecords());
        return run.episodes().find(filter, before, limit, search::contains).searched(search.visits(), complete);
    }

    private ResponseDetail detail(ResponseRecord one, VisitLine visit, boolean byToken, String policy) {
        TokenIds shown = cut(one.tokens());
        return new ResponseDetail(
                visit.responses().stream()
                        .filter(line -> line.sample() == one.sample())
                        .findFirst()
                        .orElseThrow(),
                one.verdict().reason(),
                one.from()
                        .map(from -> OrderedMap.of(
                                "visit", from.visit(), "sample", (long) from.sample(), "step", from.step()))
                        .orElse(Map.of()),
                one.context().name(),
                one.logProb(),
                one.spans().stream().map(EpisodeReader::span).toList(),
                byToken ? one.turns().stream().map(TurnDetail::of).toList() : List.of(),
                one.tokens().size(),
                byToken ? "" : whole(one.tokens(), policy),
                byToken ? text.pieces(shown, policy) : List.of(),
                byToken ? shown.ids() : TokenIds.EMPTY.ids(),
                byToken && one.logProbs().known() ? one.logProbs().values() : NONE,
                byToken ? one.entropies().values() : NONE,
                byToken ? learner(visit, one.sample()) : NONE);
    }

    static TokenIds cut(TokenIds tokens) {
        return tokens.size() <= MOST_TOKENS ? tokens : new TokenIds(Arrays.copyOf(tokens.ids(), MOST_TOKENS));
    }

    private static Map<String, Long> span(VersionSpan span) {
        return OrderedMap.ofEntries(
                Map.entry("version", span.version()),
                Map.entry("step", span.step()),
                Map.entry("from", (long) span.from()),
                Map.entry("to", (long) span.to()));
    }

    private String whole(TokenIds tokens, String policy) {
        return text.whole(cut(tokens), policy);
    }

    /** The learner's log-probabilities; none if they are unknown. */
    private float[] learner(VisitLine visit, int sample) {
        OptionalLong number = run.episodes().scoreRecord(visit, sample);
        if (number.isEmpty()) {
            return NONE;
        }
        try {
            Optional<String> record = record("scores", number.getAsLong());
            if (record.isEmpty()) {
                return NONE;
            }
            return ScoreJson.read(record.get()).rows().stream()
                    .filter(row ->
                            row.query().equals(visit.query()) && row.visit() == visit.visit() && row.sample() == sample)
                    .findFirst()
                    .map(ScoreRecord.Row::logProbs)
                    .orElse(NONE);
        } catch (IOException e) {
            return NONE; // It was read before, so it has been replaced after a rollback.
        }
    }

    private Optional<String> record(String name, long number) {
        Optional<Channel> channel = run.channel(name);
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        try (RecordReader reader = channel.get().reader(number)) {
            return reader.next().map(ChannelRecord::line);
        } catch (ChannelException e) {
            return Optional.empty(); // Deleted by retention.
        }
    }
}
