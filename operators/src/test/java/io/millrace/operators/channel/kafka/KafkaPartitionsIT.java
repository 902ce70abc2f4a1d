package io.millrace.operators.channel.kafka;

/** Channels in topics with several partitions, whose records are merged by their numbers. */
class KafkaPartitionsIT extends KafkaChannelIT {
    @Override
    int partitions() {
        return 3;
    }
}
