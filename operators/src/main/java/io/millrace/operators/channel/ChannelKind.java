package io.millrace.operators.channel;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;

/**
 * A technique for channels, such as folders; its type name is the first part of its channels' addresses. Adding one is a record
 * without components that implements this, and its line in {@code META-INF/services}; its channels must pass {@code
 * ChannelContract}.
 */
public interface ChannelKind extends Extension {
    /**
     * A channel of this kind; nothing is made or opened yet.
     *
     * @param place second part of the address
     * @param config of all channels of the run; a kind heeds the parts that concern it
     * @throws ChannelException if there can be no channel at that place
     */
    Channel channel(String place, ChannelsConfig config);

    /**
     * The channel of an address.
     *
     * @throws ChannelException if there is no such kind
     */
    static Channel open(ChannelAddress address, ChannelsConfig config) {
        return Extensions.create(ChannelKind.class, address.kind())
                .orElseThrow(() -> new ChannelException("channel %s: kind must be one of %s, was %s"
                        .formatted(
                                address,
                                Extensions.types(ChannelKind.class).stream()
                                        .sorted()
                                        .toList(),
                                address.kind())))
                .channel(address.place(), config);
    }
}
