package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.jobs.testkit.ListeningSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** The sockets of a cluster inside this process while it runs a job whose results are collected, as inspect does. */
class LocalClusterIT {
    @Test
    void everySocketIsBoundToLoopbackUnderAllSettings() throws Exception {
        assumeTrue(ListeningSockets.areAvailable(), "needs /proc/net/tcp");
        Configuration open = new Configuration();
        open.set(RestOptions.BIND_ADDRESS, "0.0.0.0");
        open.set(JobManagerOptions.BIND_HOST, "0.0.0.0");
        StreamExecutionEnvironment env = LocalCluster.environment(1, open);

        CloseableIterator<String> rows = env.fromSequence(1, 1)
                .map((MapFunction<Long, String>) one -> sockets())
                .returns(Types.STRING)
                .executeAndCollect();
        String[] found = rows.next().split(";", -1);
        rows.close();
        List<String> all = List.of(found[0].split(","));
        List<String> reachable =
                Stream.of(found[1].split(",")).filter(one -> !one.isEmpty()).toList();

        assertThat(all).as("REST endpoint, BLOB server, collecting sink").hasSizeGreaterThanOrEqualTo(3);
        assertThat(reachable).isEmpty();
    }

    private static String sockets() {
        try {
            long pid = ProcessHandle.current().pid();
            return String.join(",", ListeningSockets.of(pid)) + ";" + String.join(",", ListeningSockets.reachable(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
