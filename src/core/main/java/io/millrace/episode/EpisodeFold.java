package io.millrace.episode;

import io.millrace.check.Require;
import io.millrace.model.PromptKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Joins the records of visits as a reader sees them: groups, ends and scores, in any order. Keeps the visits whose first record is
 * newest. Mutable; not thread-safe.
 */
public final class EpisodeFold {
    private final int most;
    private final Map<Key, Known> visits = new LinkedHashMap<>();

    private record Key(String query, long visit) {}

    /** Records of a visit and of the reflection that it triggered; a score names neither. */
    private static final class Known {
        final Map<PromptKind, Episode> episodes = new EnumMap<>(PromptKind.class);
        final Map<Integer, Map<Integer, Episode.Score>> scores = new TreeMap<>();

        Optional<Episode> find(PromptKind kind) {
            Optional<Episode> found = Optional.ofNullable(episodes.get(kind));
            return found.map(episode -> episode.group()
                    .map(group -> episode.with(scores.getOrDefault(group.promptLength(), Map.of())))
                    .orElse(episode));
        }
    }

    /**
     * @param most maximum number of visits kept, at least 1; a reflection counts with the visit that triggered it
     */
    public EpisodeFold(int most) {
        Require.that(most >= 1, "episodes: most must be >= 1, was %d", most);
        this.most = most;
    }

    /** Adds a group or an end. */
    public void add(EpisodeRecord record) {
        Map<PromptKind, Episode> episodes = known(record.query(), record.visit()).episodes;
        episodes.put(
                record.kind(),
                episodes.getOrDefault(record.kind(), Episode.NONE).with(record));
    }

    /** Adds the learner's log-probabilities of a minibatch. */
    public void add(ScoreRecord score) {
        for (ScoreRecord.Row row : score.rows()) {
            known(row.query(), row.visit())
                    .scores
                    .computeIfAbsent(row.promptLength(), length -> new TreeMap<>())
                    .put(row.sample(), new Episode.Score(score.minibatch(), score.step(), row));
        }
    }

    private Known known(String query, long visit) {
        Key key = new Key(query, visit);
        Known known = visits.computeIfAbsent(key, one -> new Known());
        if (visits.size() > most) {
            visits.remove(visits.keySet().iterator().next());
        }
        return known;
    }

    /** A visit of a query as in the data set; empty if nothing is known of it. */
    public Optional<Episode> find(String query, long visit) {
        return find(query, visit, PromptKind.PLAIN);
    }

    /** A visit; empty if nothing is known of it. */
    public Optional<Episode> find(String query, long visit, PromptKind kind) {
        return Optional.ofNullable(visits.get(new Key(query, visit))).flatMap(known -> known.find(kind));
    }

    /** All visits kept, in the order of their first records. */
    public List<Episode> episodes() {
        return visits.values().stream()
                .flatMap(known -> Stream.of(PromptKind.values()).flatMap(kind -> known.find(kind).stream()))
                .toList();
    }
}
