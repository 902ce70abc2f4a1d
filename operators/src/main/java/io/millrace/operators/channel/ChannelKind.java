package io.millrace.operators.channel;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A technique for channels, such as folders. Adding one is a class that implements this, and its line in {@code
 * META-INF/services}; its channels must pass {@code ChannelContract}.
 */
public interface ChannelKind {
    /** The first part of its channels' addresses. */
    String name();

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
        List<ChannelKind> kinds = ServiceLoader.load(ChannelKind.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return kinds.stream()
                .filter(kind -> kind.name().equals(address.kind()))
                .findFirst()
                .orElseThrow(() -> new ChannelException("channel %s: kind must be one of %s, was %s"
                        .formatted(
                                address,
                                kinds.stream().map(ChannelKind::name).sorted().toList(),
                                address.kind())))
                .channel(address.place(), config);
    }
}
