package io.millrace.server;

import io.millrace.config.ServersConfig;
import io.millrace.server.Replica.State;
import io.millrace.server.ServerFault.Kind;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Takes replicas out that fail too often. The caller holds the fleet's lock. */
final class Outages {
    private final ServersConfig.Circuit circuit;
    private final LongSupplier nanos;
    private final Consumer<Replica> onOut;

    /**
     * @param onOut receives each replica that has just been taken out
     */
    Outages(ServersConfig.Circuit circuit, LongSupplier nanos, Consumer<Replica> onOut) {
        this.circuit = circuit;
        this.nanos = nanos;
        this.onOut = onOut;
    }

    /**
     * Counts a fault, and takes the replica out after several in a row, or at once if its weights are old.
     *
     * @return what to do without the lock
     */
    Runnable count(Replica replica, ServerFault fault) {
        replica.count(fault.kind());
        if (!fault.kind().counts()) {
            return () -> {};
        }
        replica.failuresInARow++;
        boolean now = fault.kind() == Kind.STALE || replica.failuresInARow >= circuit.failures();
        if (replica.state != State.READY || !now) {
            return () -> {};
        }
        replica.state = State.OUT;
        replica.outSince = nanos.getAsLong();
        replica.reason = fault.reason();
        return () -> onOut.accept(replica);
    }
}
