package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.util.regex.Pattern;

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
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|(0{0,4}:){2,7}0{0,3}1");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
    private static final int LARGEST_PORT = 65535;

    /** The page on the default port of this machine, without a token. */
    public static final DashboardConfig LOCAL = new DashboardConfig(true, "127.0.0.1", 8265, "");

    public DashboardConfig {
        requireNonNull(bind, "bind");
        requireNonNull(tokenFile, "tokenFile");
        OptionRules rules = new OptionRules("dashboard");
        rules.that(port >= 0 && port <= LARGEST_PORT, "port", "must be in 0..%d, was %d", LARGEST_PORT, port);
        rules.that(ADDRESS.matcher(bind).matches(), "bind", "must be a host name or an IP address, was '%s'", bind);
        rules.that(
                !tokenFile.isBlank() || LOOPBACK.matcher(bind).matches(),
                "bind",
                "must be a loopback address, such as 127.0.0.1, unless dashboard.tokenFile is given, was %s",
                bind);
        rules.done();
    }

    /** Whether only programs on this machine can connect. */
    public boolean local() {
        return LOOPBACK.matcher(bind).matches();
    }

    /** Whether the page requires a token. */
    public boolean secret() {
        return !tokenFile.isBlank();
    }
}
