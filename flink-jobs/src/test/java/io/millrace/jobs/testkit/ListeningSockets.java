package io.millrace.jobs.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The TCP sockets on which a process of this machine listens, as listed by Linux in {@code /proc}. */
public final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final List<String> LOOPBACK = List.of(
            "0100007F", // 127.0.0.1
            "00000000000000000000000001000000", // ::1
            "0000000000000000FFFF00000100007F"); // ::ffff:127.0.0.1

    private ListeningSockets() {}

    /** Whether this system lists its sockets. */
    public static boolean areAvailable() {
        return Files.isReadable(Path.of("/proc/net/tcp"));
    }

    /** Address and port of each socket of a process, in the kernel's hexadecimal form. */
    public static List<String> of(long pid) throws IOException {
        Set<String> inodes = socketInodes(pid);
        List<String> sockets = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = Path.of("/proc", Long.toString(pid), "net", table);
            if (!Files.exists(file)) {
                continue;
            }
            for (String line : Files.readAllLines(file)) {
                String[] words = line.trim().split("\\s+");
                if (words.length > 9 && words[3].equals(LISTEN) && inodes.contains(words[9])) {
                    sockets.add(words[1]);
                }
            }
        }
        return sockets;
    }

    /** The sockets of a process that can be reached from another machine. */
    public static List<String> reachable(long pid) throws IOException {
        return of(pid).stream()
                .filter(socket -> !LOOPBACK.contains(socket.substring(0, socket.indexOf(':'))))
                .toList();
    }

    private static Set<String> socketInodes(long pid) throws IOException {
        Set<String> inodes = new TreeSet<>();
        try (Stream<Path> handles = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path handle : handles.toList()) {
                try {
                    String target = Files.readSymbolicLink(handle).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                } catch (NoSuchFileException e) {
                    continue; // Closed meanwhile.
                }
            }
        }
        return inodes;
    }
}
