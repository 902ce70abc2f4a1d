/**
 * Channels in Kafka topics, {@code kafka:TOPIC}: exactly-once writing with transactions, reading in the order of the
 * records' numbers.
 *
 * <p>Each record has its number in a header, since offsets have gaps and a topic may have several partitions. Start at
 * {@link io.millrace.operators.channel.kafka.KafkaChannel}; {@link io.millrace.operators.channel.kafka.NumberedSink}
 * writes, {@link io.millrace.operators.channel.kafka.MergedRecords} reads. The guide for users is {@code docs/kafka.md}.
 */
@NullMarked
package io.millrace.operators.channel.kafka;

import org.jspecify.annotations.NullMarked;
