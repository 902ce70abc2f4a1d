package io.millrace.operators.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelAddressTest {
    @Test
    void aPlaceMayHaveColons() {
        ChannelAddress address = ChannelAddress.parse("dir:runs/a:b");

        assertThat(address).isEqualTo(new ChannelAddress("dir", "runs/a:b")).hasToString("dir:runs/a:b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dir", ":runs", "dir:", " :x"})
    void aTextWithoutKindOrPlaceIsRefused(String text) {
        assertThatThrownBy(() -> ChannelAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel: address must be KIND:PLACE, was '%s'".formatted(text));
    }

    @Test
    void anAddressOpensTheChannelOfItsKind() {
        assertThat(ChannelKind.open(ChannelAddress.parse("dir:runs/r1"), ChannelsConfig.KEEP_ALL))
                .isEqualTo(new DirectoryChannel(Path.of("runs/r1"), ChannelsConfig.KEEP_ALL));
    }

    @Test
    void anUnknownKindIsRefusedWithAListOfKnownKinds() {
        ChannelAddress address = ChannelAddress.parse("pigeon:roof");

        assertThatThrownBy(() -> ChannelKind.open(address, ChannelsConfig.KEEP_ALL))
                .isInstanceOf(ChannelException.class)
                .hasMessage("channel pigeon:roof: kind must be one of [dir, kafka], was pigeon");
    }
}
