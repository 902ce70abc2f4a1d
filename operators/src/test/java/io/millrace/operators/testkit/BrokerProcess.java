package io.millrace.operators.testkit;

import java.nio.file.Path;

/** A broker in a separate process, for tests that kill it: {@code deploy/e2e/broker}. */
final class BrokerProcess {
    private BrokerProcess() {}

    /** @param arguments folder and port */
    public static void main(String[] arguments) throws Exception {
        KafkaBroker broker = KafkaBroker.in(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::stop));
        System.out.printf(
                "broker %s is ready, process %d%n",
                broker.servers(), ProcessHandle.current().pid());
    }
}
