package io.millrace.operators.channel.directory;

import io.millrace.channel.Batch;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.metric.Metric;
import io.millrace.operators.fault.FaultTrigger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.MetricGroup;

/** Publishes the batches of completed checkpoints, in the order of their records. */
final class DirectoryCommitter implements Committer<Batch> {
    private final ChannelPublisher publisher;
    private final FaultTrigger beforePublish;

    DirectoryCommitter(
            Path folder,
            ChannelsConfig config,
            InstantSource clock,
            FaultTrigger beforePublish,
            FaultTrigger appended,
            MetricGroup metrics) {
        this.publisher = new ChannelPublisher(folder, config, clock, appended::pass);
        this.beforePublish = beforePublish;
        metrics.gauge(Metric.CHANNEL_RECORDS.key(), () -> publisher.head().records());
        metrics.gauge(Metric.CHANNEL_SEGMENTS.key(), publisher::segments);
    }

    @Override
    public void commit(Collection<CommitRequest<Batch>> requests) {
        requests.stream()
                .map(CommitRequest::getCommittable)
                .sorted(Comparator.comparingLong(batch -> batch.start().records()))
                .forEach(batch -> {
                    beforePublish.pass();
                    publisher.publish(batch);
                });
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
