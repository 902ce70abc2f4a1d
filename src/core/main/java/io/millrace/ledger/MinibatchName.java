package io.millrace.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minibatch as the ledger names it, for instance {@code 0/17}.
 *
 * @param shard number of the shard that made it, from 0
 * @param sequence its number in the shard, from 0
 */
record MinibatchName(int shard, long sequence) {
    private static final Pattern NAME = Pattern.compile("(\\d{1,9})/(\\d{1,18})");

    /** Parses the name of a minibatch; empty if the text is not one. */
    static Optional<MinibatchName> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new MinibatchName(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return shard + "/" + sequence;
    }
}
