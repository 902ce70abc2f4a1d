package io.millrace.jobs.topology;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster inside this process that is not reachable from the network.
 *
 * <p>Flink's REST endpoint deserializes jobs that anyone posts to it, and by default it and the BLOB server listen on
 * all addresses without a credential. Here every socket is bound to the loopback address.
 */
public final class LocalCluster {
    private static final String LOOPBACK = "127.0.0.1";

    private LocalCluster() {}

    /**
     * An environment whose jobs run in a dedicated cluster inside this process.
     *
     * @param parallelism default parallelism, which is also the number of task slots
     * @param conf other settings; address settings are overwritten
     */
    public static StreamExecutionEnvironment environment(int parallelism, Configuration conf) {
        Configuration closed = new Configuration(conf);
        closed.set(RestOptions.ADDRESS, LOOPBACK);
        closed.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        closed.set(WebOptions.SUBMIT_ENABLE, false);
        closed.set(WebOptions.CANCEL_ENABLE, false);
        closed.set(JobManagerOptions.ADDRESS, LOOPBACK);
        closed.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        closed.set(TaskManagerOptions.HOST, LOOPBACK);
        closed.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, closed);
    }
}
