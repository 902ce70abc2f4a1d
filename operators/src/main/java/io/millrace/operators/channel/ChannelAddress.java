package io.millrace.operators.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * Kind and location of a channel, written as {@code KIND:PLACE}, for instance {@code dir:runs/r1/ledger}.
 *
 * @param kind name of its {@link ChannelKind}
 * @param place its location, in a format defined by the kind
 */
public record ChannelAddress(String kind, String place) {
    public ChannelAddress {
        requireNonNull(kind, "kind");
        requireNonNull(place, "place");
        Require.that(
                !kind.isBlank() && kind.indexOf(':') < 0 && !place.isBlank(),
                "channel: address must be KIND:PLACE, was '%s:%s'",
                kind,
                place);
    }

    /** Parses an address. */
    public static ChannelAddress parse(String text) {
        int colon = text.indexOf(':');
        Require.that(colon > 0, "channel: address must be KIND:PLACE, was '%s'", text);
        return new ChannelAddress(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return kind + ":" + place;
    }
}
