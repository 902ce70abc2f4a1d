package io.millrace.server;

import io.millrace.model.PolicyVersion;
import io.millrace.server.ServerFault.Kind;
import java.net.URI;
import java.util.Optional;

/**
 * Tests the weights of servers that keep theirs. Servers whose weights are replaced are tested after each update instead.
 *
 * @param probe compares a server with a version; empty for servers whose weights are replaced
 * @param version the version that the servers must have
 */
record FixedWeights(Optional<Probe> probe, PolicyVersion version) {
    /**
     * Tests a server.
     *
     * @throws RefusedException if it has other weights
     */
    void test(URI address, ServerTraits server) throws ServerFault, RefusedException, InterruptedException {
        if (probe.isEmpty()) {
            return;
        }
        try {
            probe.get().test(address, server, version);
        } catch (ServerFault e) {
            if (e.kind() != Kind.STALE) {
                throw e;
            }
            throw new RefusedException(
                    e.reason() + "; serve the policy's weights, or set policy.servers.weights.probe to none");
        }
    }
}
