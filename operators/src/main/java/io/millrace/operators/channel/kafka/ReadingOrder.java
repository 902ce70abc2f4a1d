package io.millrace.operators.channel.kafka;

/** The order in which the records of a topic with several partitions are read. */
enum ReadingOrder {
    /** By the numbers that a channel's writer gave them, without gaps; records without a number are foreign. */
    NUMBERS,
    /** As they arrive, numbered by the reader: other programs write the topic. */
    ARRIVAL
}
