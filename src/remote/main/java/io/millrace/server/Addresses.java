package io.millrace.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses of servers whose host names stand for several of them. */
final class Addresses {
    private Addresses() {}

    /** Resolves host names. */
    @FunctionalInterface
    interface Resolver {
        /** All addresses of a name. */
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    /**
     * One URL for each address of each host.
     *
     * @throws UnknownHostException if a name has none
     */
    static List<URI> of(List<String> urls, Resolver resolver) throws UnknownHostException {
        List<URI> all = new ArrayList<>();
        for (String url : urls) {
            URI uri = URI.create(url);
            List<InetAddress> addresses = new ArrayList<>(resolver.addresses(uri.getHost()));
            addresses.sort((a, b) -> a.getHostAddress().compareTo(b.getHostAddress()));
            for (InetAddress address : addresses) {
                String host = address instanceof Inet6Address
                        ? "[%s]".formatted(address.getHostAddress())
                        : address.getHostAddress();
                String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
                URI one = URI.create("%s://%s%s%s".formatted(uri.getScheme(), host, port, uri.getRawPath()));
                if (!all.contains(one)) {
                    all.add(one);
                }
            }
        }
        return all;
    }
}
