package io.millrace.operators.fault;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts how often a point is passed and throws at the planned passes. */
public final class FaultTrigger {
    private final FaultPlan.Point point;
    private final List<FaultPlan.Fault> faults;
    private final AtomicLong passages = new AtomicLong();

    FaultTrigger(FaultPlan.Point point, List<FaultPlan.Fault> faults) {
        this.point = point;
        this.faults = faults;
    }

    /** @throws InjectedFault if a fault is planned for this pass */
    public void pass() {
        long passage = passages.incrementAndGet();
        for (FaultPlan.Fault fault : faults) {
            if (fault.occurrence() == passage) {
                throw new InjectedFault("injected at %s, passage %d".formatted(point, passage));
            }
        }
    }
}
