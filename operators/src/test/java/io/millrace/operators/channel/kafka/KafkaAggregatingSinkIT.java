package io.millrace.operators.channel.kafka;

import io.millrace.operators.channel.AggregatingSinkContract;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.testkit.KafkaBroker;
import org.junit.jupiter.api.BeforeEach;

/** Aggregates written to a topic. */
class KafkaAggregatingSinkIT extends AggregatingSinkContract {
    private KafkaChannel channel;

    @BeforeEach
    void makeTheTopic() {
        channel = KafkaBroker.running().channel("aggregates", 1);
    }

    @Override
    protected Channel channel() {
        return channel;
    }
}
