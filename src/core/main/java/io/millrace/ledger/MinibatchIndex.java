package io.millrace.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.codec.RecordSchema;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import io.millrace.ledger.Fault.Rule;
import io.millrace.model.Minibatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The minibatches of a channel: number of rows and ends of each, and a sum of the hashes of its ends. */
public final class MinibatchIndex {
    /** Maximum length of a gap in sequence numbers, in records; a longer one means that the number is corrupt. */
    static final int LARGEST_GAP = 1 << 20;

    private static final JsonMapper JSON = JsonMappers.plain();

    private final Faults faults;
    private final Map<Integer, Shard> shards = new TreeMap<>();

    /** @param mostFaults number of faults to describe */
    public MinibatchIndex(int mostFaults) {
        faults = new Faults(mostFaults);
    }

    /**
     * The known facts about a minibatch.
     *
     * @param round it belongs to, from 0
     * @param rows number of its rows
     * @param ends of its visits
     */
    record Entry(long round, int rows, EndsSum ends) {}

    /** The minibatches of a shard, from the first one held. */
    private static final class Shard {
        final long first;
        final List<@Nullable Entry> entries = new ArrayList<>();
        final BitSet matched = new BitSet();

        Shard(long first) {
            this.first = first;
        }
    }

    /** Adds a record of the channel, in order. */
    public void accept(long record, String text) {
        try {
            RecordSchema.MINIBATCH.check(text);
            add(read(text));
        } catch (JsonProcessingException e) {
            unreadable(record, UnreadableJsonException.describe(e));
        } catch (IOException | IllegalArgumentException e) {
            unreadable(record, String.valueOf(e.getMessage()));
        }
    }

    /** Adds the failure that ended reading. */
    public void unreadable(String reason) {
        faults.add(Rule.READABLE, "%s", reason);
    }

    private void unreadable(long record, String reason) {
        faults.add(Rule.MINIBATCHES_AGREE, "minibatches: record %d is not a minibatch (%s)", record, reason);
    }

    private record Read(MinibatchName name, Minibatch.Kind kind, Entry entry) {}

    /** Skips the rows, which are most of a record. */
    private static Read read(String text) throws IOException {
        int rows = 0;
        EndsSum ends = EndsSum.NONE;
        Map<String, JsonNode> scalars = new TreeMap<>();
        try (JsonParser in = JSON.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("must be an object, started with " + in.currentToken());
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (name.equals("rows") && value == JsonToken.START_ARRAY) {
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        in.skipChildren();
                        rows++;
                    }
                } else if (name.equals("ends") && value == JsonToken.START_ARRAY) {
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        JsonNode end = JSON.readTree(in);
                        ends = ends.plus(end);
                    }
                } else if (value.isScalarValue()) {
                    scalars.put(name, JSON.readTree(in));
                } else {
                    in.skipChildren();
                }
            }
        }
        MinibatchName name = new MinibatchName((int) number(scalars, "shard"), number(scalars, "sequence"));
        JsonNode kind = scalars.get("kind");
        return new Read(
                name,
                Minibatch.Kind.valueOf(kind == null ? "" : kind.asText()),
                new Entry(number(scalars, "round"), rows, ends));
    }

    private static long number(Map<String, JsonNode> scalars, String name) throws IOException {
        JsonNode value = scalars.get(name);
        if (value == null || !value.isIntegralNumber() || value.asLong() < 0) {
            throw new IOException("%s must be a whole number >= 0, was %s".formatted(name, value));
        }
        return value.asLong();
    }

    private void add(Read read) throws IOException {
        MinibatchName name = read.name();
        Shard shard = shards.computeIfAbsent(name.shard(), s -> new Shard(name.sequence()));
        long next = shard.first + shard.entries.size();
        if (name.sequence() != next) {
            faults.add(
                    Rule.MINIBATCHES_AGREE,
                    "minibatches: next of shard %d must be %d, was %d",
                    name.shard(),
                    next,
                    name.sequence());
        }
        if (name.sequence() < next) {
            return; // the first one counts
        }
        if (name.sequence() - next > LARGEST_GAP) {
            throw new IOException("sequence must be about %d, was %d".formatted(next, name.sequence()));
        }
        while (shard.first + shard.entries.size() < name.sequence()) {
            shard.entries.add(null);
        }
        if (read.kind() == Minibatch.Kind.COMPENSATION && read.entry().ends().count() > 0) {
            faults.add(
                    Rule.MINIBATCHES_AGREE,
                    "minibatches: compensation batch %s must end no visits, ended %d",
                    name,
                    read.entry().ends().count());
        }
        shard.entries.add(read.entry());
    }

    /** Whether a minibatch lies before the first one of its shard that is held. */
    boolean deleted(MinibatchName name) {
        Shard shard = shards.get(name.shard());
        return shard != null && name.sequence() < shard.first;
    }

    /** Whether a minibatch lies after the last one of its shard. */
    boolean ahead(MinibatchName name) {
        Shard shard = shards.get(name.shard());
        return shard == null || name.sequence() >= shard.first + shard.entries.size();
    }

    /** A minibatch; null if it is not in the channel. */
    @Nullable
    Entry get(MinibatchName name) {
        Shard shard = shards.get(name.shard());
        return shard == null || deleted(name) || ahead(name)
                ? null
                : shard.entries.get((int) (name.sequence() - shard.first));
    }

    /** Remembers that the ledger has the visits of a minibatch. */
    void matched(MinibatchName name) {
        Shard shard = shards.get(name.shard());
        if (shard != null && name.sequence() >= shard.first) {
            shard.matched.set((int) (name.sequence() - shard.first));
        }
    }

    /** The minibatches whose visits the ledger lacks. */
    List<MinibatchName> unmatched() {
        List<MinibatchName> names = new ArrayList<>();
        shards.forEach((number, shard) -> {
            for (int i = shard.matched.nextClearBit(0);
                    i < shard.entries.size();
                    i = shard.matched.nextClearBit(i + 1)) {
                Entry entry = shard.entries.get(i);
                if (entry != null && entry.ends().count() > 0) {
                    names.add(new MinibatchName(number, shard.first + i));
                }
            }
        });
        return names;
    }

    /** Number of rows in the minibatches of each round that is complete in the channel, by its step (round + 1). */
    Map<Long, Long> rowsByStep() {
        Map<Long, Long> rows = new TreeMap<>();
        shards.values()
                .forEach(shard -> shard.entries.forEach(entry -> {
                    if (entry != null) {
                        rows.merge(entry.round() + 1, (long) entry.rows(), Long::sum);
                    }
                }));
        return rows;
    }

    /** The first round all of whose records are held: the round after that of each shard's first minibatch, or 0. */
    long firstWhole() {
        return shards.values().stream()
                .mapToLong(shard -> {
                    Entry first = shard.entries.get(0);
                    return shard.first == 0 ? 0 : first == null ? Long.MAX_VALUE : first.round() + 1;
                })
                .max()
                .orElse(Long.MAX_VALUE);
    }

    Faults faults() {
        return faults;
    }
}
