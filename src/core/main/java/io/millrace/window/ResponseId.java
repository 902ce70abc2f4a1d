package io.millrace.window;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * The identity of a response in its run.
 *
 * @param query the query's id
 * @param visit the query's visit
 * @param reflection whether it was sampled for a reflection on that visit
 * @param sample its index in the group, from 0
 */
public record ResponseId(String query, long visit, boolean reflection, int sample) {
    private static final String REFLECTION = "r";
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public ResponseId {
        requireNonNull(query, "query");
        Require.that(visit >= 0, "response of %s: visit must be >= 0, was %d", query, visit);
        Require.that(sample >= 0, "response of %s: sample must be >= 0, was %d", query, sample);
    }

    /** A response to a query as in the data set. */
    public ResponseId(String query, long visit, int sample) {
        this(query, visit, false, sample);
    }

    /** Parses {@code QUERY#VISIT/SAMPLE}, or {@code QUERY#VISITr/SAMPLE} for a reflection; the query may contain these characters, too. */
    public static ResponseId parse(String text) {
        int slash = text.lastIndexOf('/');
        int hash = text.lastIndexOf('#', slash);
        try {
            Require.that(hash >= 0, "response: id must be QUERY#VISIT/SAMPLE, was '%s'", text);
            String visit = text.substring(hash + 1, slash);
            boolean reflection = visit.endsWith(REFLECTION);
            return new ResponseId(
                    text.substring(0, hash),
                    Long.parseLong(reflection ? visit.substring(0, visit.length() - 1) : visit),
                    reflection,
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("response: id must be QUERY#VISIT/SAMPLE, was '%s'".formatted(text), e);
        }
    }

    /** A 64-bit hash that is the same in every process: FNV-1a, then the mixing of MurmurHash3. */
    long hash() {
        long hash = FNV_OFFSET;
        for (int i = 0; i < query.length(); i++) {
            hash = (hash ^ query.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ 2 * visit + (reflection ? 1 : 0)) * FNV_PRIME;
        hash = (hash ^ sample) * FNV_PRIME;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    @Override
    public String toString() {
        return query + "#" + visit + (reflection ? REFLECTION : "") + "/" + sample;
    }
}
