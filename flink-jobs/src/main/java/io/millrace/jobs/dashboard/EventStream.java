package io.millrace.jobs.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The events of the log as server-sent events. A page that reconnects names the last one it has received, and gets those it has
 * missed, or a {@code reset} if they are no longer kept.
 */
final class EventStream implements Endpoint {
    /** Browsers do not count them as more than a few, and each occupies a thread. */
    static final int MOST_CLIENTS = 32;

    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final long STALLED_NANOS = 15_000_000_000L;

    private final EventLog log;
    private final List<Client> clients = new ArrayList<>();

    EventStream(EventLog log) {
        this.log = log;
    }

    private static final class Client {
        private final Request request;
        private volatile long writingSince;

        Client(Request request) {
            this.request = request;
        }
    }

    @Override
    public String path() {
        return "/api/events";
    }

    @Override
    public void answer(Request request) throws IOException {
        Client client = new Client(request);
        if (!admit(client)) {
            request.send(
                    503,
                    PageJson.object()
                            .put("error", "at most %d pages can be connected: close some".formatted(MOST_CLIENTS)));
            return;
        }
        try {
            send(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The server ends.
        } finally {
            synchronized (clients) {
                clients.remove(client);
            }
        }
    }

    /** Admits a client; if there are too many, those that have stopped reading are disconnected. */
    private boolean admit(Client client) {
        synchronized (clients) {
            if (clients.size() >= MOST_CLIENTS) {
                long now = System.nanoTime();
                clients.stream()
                        .filter(other -> other.writingSince != 0 && now - other.writingSince > STALLED_NANOS)
                        .forEach(other -> other.request.abort());
                return false;
            }
            clients.add(client);
            return true;
        }
    }

    private void send(Client client) throws IOException, InterruptedException {
        String last = client.request.header("Last-Event-ID").orElse(client.request.parameter("last"));
        OptionalLong after = log.after(last);
        long next = after.orElseGet(log::next);
        try (OutputStream out = client.request.open("text/event-stream")) {
            String start = "retry: 1000\n\n";
            write(client, out, last.isEmpty() || after.isPresent() ? start : start + reset());
            while (true) {
                if (!log.holds(next)) {
                    next = log.next();
                    write(client, out, reset()); // The client is too slow.
                }
                StringBuilder text = new StringBuilder();
                for (EventLog.Event event : log.await(next, HEARTBEAT_MILLIS)) {
                    text.append("id: ")
                            .append(log.id(event))
                            .append("\nevent: ")
                            .append(event.type());
                    text.append("\ndata: ").append(event.data()).append("\n\n");
                    next = event.number() + 1;
                }
                write(client, out, text.isEmpty() ? ": alive\n\n" : text.toString());
            }
        }
    }

    private static String reset() {
        return "event: reset\ndata: {}\n\n";
    }

    private static void write(Client client, OutputStream out, String text) throws IOException {
        client.writingSince = System.nanoTime() | 1;
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        client.writingSince = 0;
    }
}
