package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import io.millrace.check.BindAddress;
import io.millrace.check.OptionRules;

/**
 * Settings of a server.
 *
 * @param bind address to listen on, a loopback address unless there is a tokenFile
 * @param port port to listen on, 0..65535; 0 chooses a free one
 * @param tokenFile file with a secret token of at least 22 characters that clients must send; created with a random one if it does
 *     not exist; if empty, none is required
 * @param limits limits of requests
 * @param updates whether clients may load other weights
 */
public record ServeConfig(String bind, int port, String tokenFile, Limits limits, boolean updates) {
    /** A free port of this machine, without a token, with the default limits and updates. */
    public static final ServeConfig LOCAL = new ServeConfig("127.0.0.1", 0, "", Limits.DEFAULT, true);

    /**
     * Limits of requests.
     *
     * @param outstanding maximum number of responses that are sampled or wait at the same time, at least 1
     * @param topLogProbs maximum number of alternatives per token, at least 0
     * @param bodyBytes maximum size of a request's body, at least 1
     */
    public record Limits(int outstanding, int topLogProbs, int bodyBytes) {
        /** Any number of responses, 20 alternatives per token, and bodies of 64 MiB. */
        public static final Limits DEFAULT = new Limits(Integer.MAX_VALUE, 20, 64 << 20);

        public Limits {
            OptionRules rules = new OptionRules("limits");
            rules.that(outstanding >= 1, "outstanding", "must be >= 1, was %d", outstanding);
            rules.that(topLogProbs >= 0, "topLogProbs", "must be >= 0, was %d", topLogProbs);
            rules.that(bodyBytes >= 1, "bodyBytes", "must be >= 1, was %d", bodyBytes);
            rules.done();
        }
    }

    public ServeConfig {
        requireNonNull(bind, "bind");
        requireNonNull(tokenFile, "tokenFile");
        requireNonNull(limits, "limits");
        OptionRules rules = new OptionRules("serve");
        BindAddress.check(rules, "--token-file", bind, port, tokenFile);
        rules.done();
    }

    /** These settings with another port. */
    public ServeConfig at(int other) {
        return new ServeConfig(bind, other, tokenFile, limits, updates);
    }
}
