package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.BindAddress;
import io.millrace.check.OptionRules;

/**
 * The web page that a run serves.
 *
 * @param enabled whether the run serves it
 * @param bind address to listen on, a loopback address unless there is a tokenFile
 * @param port port to listen on, 0..65535, or one of the next 64 if it is in use; 0 chooses a free one
 * @param tokenFile file with a secret token of at least 22 characters that the page requires; created with a random one if it
 *     does not exist; if empty, the page requires none
 */
public record DashboardConfig(boolean enabled, String bind, int port, String tokenFile) {
    /** The page on the default port of this machine, without a token. */
    public static final DashboardConfig LOCAL = new DashboardConfig(true, "127.0.0.1", 8265, "");

    public DashboardConfig {
        requireNonNull(bind, "bind");
        requireNonNull(tokenFile, "tokenFile");
        OptionRules rules = new OptionRules("dashboard");
        BindAddress.check(rules, "dashboard.tokenFile", bind, port, tokenFile);
        rules.done();
    }

    /** Whether only programs on this machine can connect. */
    public boolean local() {
        return BindAddress.isLoopback(bind);
    }

    /** Whether the page requires a token. */
    public boolean secret() {
        return !tokenFile.isBlank();
    }
}
