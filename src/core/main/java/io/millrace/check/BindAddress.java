package io.millrace.check;

import java.util.regex.Pattern;

/** Rules for the address that a server listens on. */
public final class BindAddress {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|(0{0,4}:){2,7}0{0,3}1");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.:-]{1,253}");

    /** The largest port. */
    public static final int LARGEST_PORT = 65535;

    private BindAddress() {}

    /** Whether only programs on this machine can connect to an address. */
    public static boolean isLoopback(String address) {
        return LOOPBACK.matcher(address).matches();
    }

    /**
     * Checks the options of a server: it listens on a loopback address unless it requires a token.
     *
     * @param option full name of the option that names the file with the token, for messages
     * @param tokenFile file with the token; blank for none
     */
    public static void check(OptionRules rules, String option, String bind, int port, String tokenFile) {
        rules.that(port >= 0 && port <= LARGEST_PORT, "port", "must be in 0..%d, was %d", LARGEST_PORT, port);
        rules.that(ADDRESS.matcher(bind).matches(), "bind", "must be a host name or an IP address, was '%s'", bind);
        rules.that(
                !tokenFile.isBlank() || isLoopback(bind),
                "bind",
                "must be a loopback address, such as 127.0.0.1, unless %s is given, was %s",
                option,
                bind);
    }
}
