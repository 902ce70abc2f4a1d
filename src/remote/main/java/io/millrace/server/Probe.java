package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.Sampling;
import io.millrace.server.ServerFault.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Compares a server's log-probabilities with those of the policy after an update of its weights.
 *
 * <pre>
 *   mean over the sampled tokens |log p_server - log p_policy| &lt;= tolerance
 * </pre>
 */
final class Probe {
    private static final int TOKENS = 16;
    private static final long SEED = 20_261;

    private final Http http;
    private final PolicyTraits expected;
    private final Optional<Reference> reference;
    private final double tolerance;
    private final Duration limit;

    /**
     * @param reference the policy; empty to trust servers
     * @param tolerance in nats per token
     * @param limit time limit of the sample
     */
    Probe(Http http, PolicyTraits expected, Optional<Reference> reference, double tolerance, Duration limit) {
        this.http = http;
        this.expected = expected;
        this.reference = reference;
        this.tolerance = tolerance;
        this.limit = limit;
    }

    /**
     * Tests that a server samples with the weights of a version.
     *
     * @throws ServerFault if it does not
     */
    void test(URI address, ServerTraits server, PolicyVersion version) throws ServerFault, InterruptedException {
        if (reference.isEmpty()) {
            return;
        }
        SampleCall call = new SampleCall(
                "millrace-probe",
                server.identity().model(),
                expected.prompt(),
                1,
                SEED,
                new Sampling(1, 1, 0, TOKENS, expected.tokenizer().stopIds(), SEED),
                0);
        JsonNode reply = http.get(address, server.dialect().sample(call), limit);
        List<Completion> samples = Samples.read(server.dialect(), reply, call, expected.vocabulary());
        compare(samples.get(0), version, reference.get());
    }

    private void compare(Completion sample, PolicyVersion version, Reference policy) throws ServerFault {
        float[] own;
        try {
            own = policy.logProbs(version, expected.prompt(), sample.tokens());
        } catch (PolicyException e) {
            throw new PolicyException(
                    "policy.servers.weights.probe: version %d could not be scored: %s; set it to none to trust the servers"
                            .formatted(version.number(), e.getMessage()),
                    e);
        }
        double gap = sample.gap(own);
        if (!(gap <= tolerance)) {
            throw new ServerFault(
                    Kind.STALE,
                    "log-probs must be those of version %d within %s nats per token, differed by %.3f (token %d: server %.3f, policy %.3f): the server has other weights, or computes them otherwise"
                            .formatted(
                                    version.number(),
                                    tolerance,
                                    gap,
                                    sample.tokens().ids()[0],
                                    sample.logProbs()[0],
                                    own[0]));
        }
    }
}
