package io.millrace.operators.channel.kafka;

import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelContract;
import io.millrace.operators.testkit.KafkaBroker;
import org.junit.jupiter.api.BeforeEach;

/** Channels in topics with one partition. */
class KafkaChannelIT extends ChannelContract {
    private KafkaChannel channel;

    @BeforeEach
    void makeTheTopic() {
        channel = KafkaBroker.running().channel("contract", partitions());
    }

    int partitions() {
        return 1;
    }

    @Override
    protected Channel channel() {
        return channel;
    }

    @Override
    protected ChannelsConfig config() {
        return KafkaBroker.running().config();
    }

    @Override
    protected boolean withdraws() {
        return false;
    }
}
