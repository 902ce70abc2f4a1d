package io.millrace.jobs.view;

import io.millrace.codec.EpisodeJson;
import io.millrace.codec.ScoreJson;
import io.millrace.episode.EndRecord;
import io.millrace.episode.EpisodeRecord;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ScoreRecord;
import io.millrace.model.PromptKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The newest responses of a run, without their tokens: groups, their ends and the learner's scores joined, whichever comes first.
 * Thread-safe.
 */
public final class EpisodeIndex {
    private final int most;
    private final TreeMap<Long, VisitLine> visits = new TreeMap<>();
    private final TreeMap<Key, Long> records = new TreeMap<>();
    private final Map<Key, EndRecord> earlyEnds;
    private final Map<String, Long> scoreRecords;
    private long responses;
    private long dropped;

    /** A reflection has the query and the visit of the one that triggered it. */
    private record Key(String query, long visit, PromptKind kind) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = query.compareTo(other.query);
            order = order != 0 ? order : Long.compare(visit, other.visit);
            return order != 0 ? order : kind.compareTo(other.kind);
        }
    }

    /** An index of the newest 200,000 responses. */
    public EpisodeIndex() {
        this(200_000);
    }

    /** @param most maximum number of responses, at least 1 */
    EpisodeIndex(int most) {
        this.most = most;
        earlyEnds = bounded(most);
        scoreRecords = bounded(most);
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** The records of the channel of episodes. */
    RecordView episodes() {
        return new RecordView() {
            @Override
            public void add(long number, String line) throws IOException {
                EpisodeRecord record = EpisodeJson.read(line);
                if (record instanceof GroupRecord group) {
                    put(number, group);
                } else {
                    end((EndRecord) record);
                }
            }

            @Override
            public void clear() {
                EpisodeIndex.this.clear();
            }
        };
    }

    /** The records of the channel of scores. */
    RecordView scores() {
        return new RecordView() {
            @Override
            public void add(long number, String line) throws IOException {
                score(number, ScoreJson.read(line));
            }

            @Override
            public void clear() {
                synchronized (EpisodeIndex.this) {
                    scoreRecords.clear();
                }
            }
        };
    }

    private synchronized void clear() {
        visits.clear();
        records.clear();
        earlyEnds.clear();
        responses = 0;
        dropped = 0;
    }

    private synchronized void put(long number, GroupRecord group) {
        Key key = new Key(group.query(), group.visit(), group.kind());
        VisitLine line = VisitLine.of(number, group);
        visits.put(number, line);
        records.put(key, number);
        responses += line.responses().size();
        EndRecord early = earlyEnds.remove(key);
        if (early != null) {
            end(early);
        }
        while (responses > most && visits.size() > 1) {
            VisitLine oldest = visits.pollFirstEntry().getValue();
            records.remove(new Key(oldest.query(), oldest.visit(), PromptKind.valueOf(oldest.kind())), oldest.record());
            responses -= oldest.responses().size();
            dropped++;
        }
    }

    private synchronized void end(EndRecord end) {
        Key key = new Key(end.query(), end.visit(), end.kind());
        if (!records.containsKey(key)) {
            earlyEnds.put(key, end);
            return;
        }
        change(key, visit -> {
            List<ResponseLine> changed = new ArrayList<>(visit.responses());
            for (EndRecord.Row row : end.rows()) {
                changed.replaceAll(one -> one.sample() == row.sample() ? one.ended(row) : one);
            }
            return visit.ended(end.end().name(), end.detail(), end.zeroAdvantage(), changed);
        });
    }

    /** A score that comes before its group, which needs another checkpoint of the job, is only kept by number. */
    private synchronized void score(long number, ScoreRecord score) {
        for (ScoreRecord.Row row : score.rows()) {
            Key key = scored(row);
            scoreRecords.put(scoreKey(key, row.sample()), number);
            change(
                    key,
                    visit -> visit.with(visit.responses().stream()
                            .map(one -> one.sample() == row.sample() ? one.scored(row.gap(), score.step()) : one)
                            .toList()));
        }
    }

    /** A reflection's prompt is longer than the plain one, so the length tells which of them a row is about. */
    private Key scored(ScoreRecord.Row row) {
        for (PromptKind kind : PromptKind.values()) {
            Key key = new Key(row.query(), row.visit(), kind);
            Long number = records.get(key);
            VisitLine visit = number == null ? null : visits.get(number);
            if (visit != null && visit.promptLength() == row.promptLength()) {
                return key;
            }
        }
        return new Key(row.query(), row.visit(), PromptKind.PLAIN);
    }

    private static String scoreKey(Key key, int sample) {
        return key.query() + "#" + key.visit() + (key.kind() == PromptKind.PLAIN ? "/" : "r/") + sample;
    }

    private void change(Key key, UnaryOperator<VisitLine> change) {
        Long number = records.get(key);
        if (number != null) {
            visits.computeIfPresent(number, (n, visit) -> change.apply(visit));
        }
    }

    /**
     * A page of visits, newest first.
     *
     * @param visits the matching ones
     * @param samples for each of them, the indexes in the group of the responses that match
     * @param matching number of responses that match
     * @param kept number of visits in the index
     * @param dropped number of older visits that are no longer in it
     * @param searched number of visits, the newest ones, whose responses have been searched for the text; 0 without a text
     * @param complete whether no further responses will be searched
     */
    public record Found(
            List<VisitLine> visits,
            List<List<Integer>> samples,
            long matching,
            int kept,
            long dropped,
            int searched,
            boolean complete) {
        Found searched(int number, boolean all) {
            return new Found(visits, samples, matching, kept, dropped, number, all);
        }
    }

    /** Searches the text of a response. */
    interface TextSearch {
        /**
         * Whether it contains a text.
         *
         * @param record number of the visit's record
         * @param index of the response in the record
         * @param part in lower case
         */
        boolean contains(long record, int index, String part);
    }

    /**
     * The newest visits with a matching response.
     *
     * @param before number of the record before which the page starts
     * @param limit maximum number of visits
     * @param texts of responses
     */
    synchronized Found find(EpisodeFilter filter, long before, int limit, TextSearch texts) {
        List<VisitLine> found = new ArrayList<>();
        List<List<Integer>> samples = new ArrayList<>();
        long matching = 0;
        for (VisitLine visit : visits.headMap(before, false).descendingMap().values()) {
            if (!filter.matches(visit)) {
                continue;
            }
            List<Integer> here = matching(filter, visit, texts);
            matching += here.size();
            if (!here.isEmpty() && found.size() < limit) {
                found.add(visit);
                samples.add(here);
            }
        }
        return new Found(found, samples, matching, visits.size(), dropped, 0, true);
    }

    private static List<Integer> matching(EpisodeFilter filter, VisitLine visit, TextSearch texts) {
        boolean all = filter.textMatches(visit);
        List<Integer> matching = new ArrayList<>();
        for (int i = 0; i < visit.responses().size(); i++) {
            ResponseLine one = visit.responses().get(i);
            if (filter.matches(one) && (all || texts.contains(visit.record(), i, filter.text()))) {
                matching.add(one.sample());
            }
        }
        return matching;
    }

    /** The numbers of all visits' records, newest first. */
    synchronized List<Long> newestRecords() {
        return List.copyOf(visits.descendingKeySet());
    }

    /** A visit; empty if it is not in the index. */
    public synchronized Optional<VisitLine> find(String query, long visit, PromptKind kind) {
        return Optional.ofNullable(records.get(new Key(query, visit, kind))).map(visits::get);
    }

    /** Number of the record with the learner's scores of a response. */
    synchronized OptionalLong scoreRecord(VisitLine visit, int sample) {
        Key key = new Key(visit.query(), visit.visit(), PromptKind.valueOf(visit.kind()));
        Long number = scoreRecords.get(scoreKey(key, sample));
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** All visits, oldest first. */
    synchronized List<VisitLine> all() {
        return List.copyOf(visits.values());
    }

    /** The values that occur in a field of the visits' responses, in alphabetical order. */
    public synchronized List<String> names(Function<ResponseLine, String> field) {
        return visits.descendingMap().values().stream()
                .limit(2000)
                .flatMap(visit -> visit.responses().stream().map(field))
                .distinct()
                .sorted()
                .toList();
    }
}
