package io.millrace.episode;

import io.millrace.check.Require;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the records of visits as a reader sees them: groups, ends and scores, in any order. Keeps the visits whose first record is
 * newest. Mutable; not thread-safe.
 */
public final class EpisodeFold {
    private final int most;
    private final Map<Key, Episode> episodes = new LinkedHashMap<>();

    private record Key(String query, long visit) {}

    /**
     * @param most maximum number of visits kept, at least 1
     */
    public EpisodeFold(int most) {
        Require.that(most >= 1, "episodes: most must be >= 1, was %d", most);
        this.most = most;
    }

    /** Adds a group or an end. */
    public void add(EpisodeRecord record) {
        Key key = new Key(record.query(), record.visit());
        put(key, episodes.getOrDefault(key, Episode.NONE).with(record));
    }

    /** Adds the learner's log-probabilities of a minibatch. */
    public void add(ScoreRecord score) {
        for (ScoreRecord.Row row : score.rows()) {
            Key key = new Key(row.query(), row.visit());
            put(
                    key,
                    episodes.getOrDefault(key, Episode.NONE)
                            .with(new Episode.Score(score.minibatch(), score.step(), row)));
        }
    }

    private void put(Key key, Episode episode) {
        episodes.put(key, episode);
        if (episodes.size() > most) {
            episodes.remove(episodes.keySet().iterator().next());
        }
    }

    /** A visit; empty if nothing is known of it. */
    public Optional<Episode> find(String query, long visit) {
        return Optional.ofNullable(episodes.get(new Key(query, visit)));
    }

    /** All visits kept, in the order of their first records. */
    public Collection<Episode> episodes() {
        return Collections.unmodifiableCollection(episodes.values());
    }
}
