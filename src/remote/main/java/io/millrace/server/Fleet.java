package io.millrace.server;

import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.server.GroupTask.Part;
import io.millrace.server.Replica.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The replicas and the parts that wait for one. The caller holds its lock for every method.
 *
 * <p>A part goes to the replica of its group if that has room, else to the one with the fewest outstanding tokens.
 */
final class Fleet {
    private static final int LABELS = 64;

    final List<Replica> replicas;
    private final ServersConfig config;
    private final TreeMap<Integer, Deque<Part>> waiting = new TreeMap<>();
    private final Map<String, PolicyVersion> labels = new LinkedHashMap<>();
    private int queued;

    /** The version that replicas must have; null before the first one. */
    @Nullable
    PolicyVersion target;

    boolean closed;

    /** Why no request can succeed any more; null while they can. */
    @Nullable
    String broken;

    Fleet(List<Replica> replicas, ServersConfig config) {
        this.replicas = new CopyOnWriteArrayList<>(replicas);
        this.config = config;
    }

    /** A part and the replica chosen for it. */
    record Choice(Part part, Replica replica) {}

    void enqueue(Part part) {
        waiting.computeIfAbsent(-part.group.request.priority(), priority -> new ArrayDeque<>())
                .add(part);
        queued++;
    }

    /** Takes the first part that can be sent, with its replica. */
    Optional<Choice> next() {
        for (Deque<Part> parts : waiting.values()) {
            for (Iterator<Part> all = parts.iterator(); all.hasNext(); ) {
                Part part = all.next();
                if (part.done || part.group.ended) {
                    all.remove();
                    queued--;
                    continue;
                }
                Optional<Replica> replica = choose(part, Optional.empty());
                if (replica.isEmpty()) {
                    return Optional.empty(); // A smaller part must not overtake it forever.
                }
                all.remove();
                queued--;
                return Optional.of(new Choice(part, replica.get()));
            }
        }
        return Optional.empty();
    }

    /**
     * The replica for a part.
     *
     * @param other a replica that must not be chosen
     */
    Optional<Replica> choose(Part part, Optional<Replica> other) {
        List<Replica> able = new ArrayList<>();
        for (Replica replica : replicas) {
            if (replica.hasRoom(part.samples, config.inFlight()) && !other.equals(Optional.of(replica))) {
                able.add(replica);
            }
        }
        if (able.size() > 1 && part.avoid != null) {
            able.remove(part.avoid);
        }
        Replica best = null;
        for (Replica replica : able) {
            if (replica == part.group.home) {
                return Optional.of(replica);
            }
            if (best == null || replica.outstandingTokens < best.outstandingTokens) {
                best = replica;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Number of parts that wait. */
    int queued() {
        return queued;
    }

    boolean anyReady() {
        return replicas.stream().anyMatch(replica -> replica.state == State.READY);
    }

    /** Removes all waiting parts. */
    void clear() {
        waiting.clear();
        queued = 0;
    }

    /** Sets the version that replicas must have, and remembers its label. */
    void aim(PolicyVersion version) {
        target = version;
        labels.put(label(version), version);
        if (labels.size() > LABELS) {
            labels.remove(labels.keySet().iterator().next());
        }
    }

    /** Versions by label. */
    Map<String, PolicyVersion> labels() {
        return new LinkedHashMap<>(labels);
    }

    /** The label of a version's weights: another run's version of the same number has another. */
    static String label(PolicyVersion version) {
        return "%d-%08x"
                .formatted(
                        version.number(),
                        version.path().toAbsolutePath().toString().hashCode());
    }

    /** Describes the replicas that are out, with the reasons. */
    String out() {
        return replicas.stream()
                .filter(replica -> replica.state != State.READY)
                .map(replica -> replica.state == State.OUT
                        ? "%s is out: %s".formatted(replica.name, replica.reason)
                        : "%s is %s".formatted(replica.name, replica.state == State.UPDATING ? "updating" : "waiting"))
                .collect(Collectors.joining("; "));
    }

    /** Why a group may not have been sampled in time. */
    String situation() {
        String out = out();
        return out.isEmpty()
                ? "all servers respond: lower sampling.maxTokens or policy.servers.inFlight, or raise the limit"
                : out;
    }
}
