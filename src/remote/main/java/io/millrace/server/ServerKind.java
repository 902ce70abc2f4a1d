package io.millrace.server;

import io.millrace.config.EngineKind;
import java.util.List;

/** A kind of engine that samples on servers. */
public interface ServerKind extends EngineKind {
    /** The dialects of such servers, in order of preference. */
    List<Dialect> dialects();

    /** All registered kinds of servers by name. */
    static List<ServerKind> servers() {
        return EngineKind.all().stream()
                .filter(ServerKind.class::isInstance)
                .map(ServerKind.class::cast)
                .toList();
    }
}
