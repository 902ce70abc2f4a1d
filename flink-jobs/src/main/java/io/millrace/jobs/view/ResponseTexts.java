package io.millrace.jobs.view;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.codec.EpisodeJson;
import io.millrace.episode.GroupRecord;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts of the newest responses, for searching. Nothing is read until the first search; each search then reads a bounded number of
 * further records, newest first, until all texts that there is room for are known. Thread-safe.
 */
final class ResponseTexts {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseTexts.class);
    private static final long MOST_CHARACTERS = 32L << 20;
    private static final long CHARACTERS_AT_ONCE = 2L << 20;
    private static final int RECORDS_AT_ONCE = 64;
    private static final String[] NONE = {};

    private final RunView run;
    private final EpisodeText text;
    private final long most;
    private final long atOnce;
    private final TreeMap<Long, String[]> texts = new TreeMap<>();
    private long characters;
    private long tooOld = -1;

    ResponseTexts(RunView run, EpisodeText text) {
        this(run, text, MOST_CHARACTERS, CHARACTERS_AT_ONCE);
    }

    /**
     * @param most maximum number of characters kept
     * @param atOnce number of characters after which a search reads no further record
     */
    ResponseTexts(RunView run, EpisodeText text, long most, long atOnce) {
        this.run = requireNonNull(run, "run");
        this.text = requireNonNull(text, "text");
        this.most = most;
        this.atOnce = atOnce;
    }

    /**
     * Reads further texts.
     *
     * @param records numbers of the visits' records, newest first
     * @return whether all texts that there is room for are known now
     */
    synchronized boolean extend(Iterable<Long> records) {
        Optional<Channel> channel = run.channel("episodes");
        long read = 0;
        TreeSet<Long> missing = new TreeSet<>();
        for (long record : records) {
            if (channel.isEmpty() || record <= tooOld) {
                break;
            }
            if (!texts.containsKey(record)) {
                missing.add(record);
            }
            if (missing.size() == RECORDS_AT_ONCE) {
                read += read(channel.get(), missing);
                missing.clear();
                if (read >= atOnce) {
                    return false;
                }
            }
        }
        if (!missing.isEmpty()) {
            channel.ifPresent(open -> read(open, missing));
        }
        return true;
    }

    /** Reads records, and returns the number of characters in them. A record that cannot be read has no texts. */
    private long read(Channel channel, TreeSet<Long> records) {
        String policy = run.config().tree().path("policy").path("path").asText("");
        long before = characters;
        records.forEach(record -> texts.put(record, NONE));
        long start = Math.max(records.first(), channel.held().oldest());
        try (RecordReader reader = channel.reader(start)) {
            for (Optional<ChannelRecord> next = reader.next();
                    next.isPresent() && next.get().number() <= records.last();
                    next = reader.next()) {
                if (records.contains(next.get().number())
                        && EpisodeJson.read(next.get().line()) instanceof GroupRecord group) {
                    put(next.get().number(), group, policy);
                }
            }
        } catch (ChannelException | IOException e) {
            LOG.warn("dashboard: {} to {} of {} cannot be searched", start, records.last(), channel.address(), e);
        }
        long read = characters - before;
        while (characters > most && texts.size() > 1) {
            tooOld = texts.firstKey();
            characters -= length(texts.pollFirstEntry().getValue());
        }
        return read;
    }

    private void put(long record, GroupRecord group, String policy) {
        String[] lower = group.responses().stream()
                .map(one -> text.whole(EpisodeReader.cut(one.tokens()), policy).toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        texts.put(record, lower);
        characters += length(lower);
    }

    private static long length(String... all) {
        return Arrays.stream(all).mapToLong(String::length).sum();
    }

    /**
     * Whether the text of a response contains another one.
     *
     * @param record number of the visit's record
     * @param index of the response in the record
     * @param part in lower case
     */
    synchronized boolean contains(long record, int index, String part) {
        String[] known = texts.getOrDefault(record, NONE);
        return index < known.length && known[index].contains(part);
    }

    /** Number of visits whose texts are searched. */
    synchronized int visits() {
        return texts.size();
    }

    synchronized void clear() {
        texts.clear();
        characters = 0;
        tooOld = -1;
    }
}
