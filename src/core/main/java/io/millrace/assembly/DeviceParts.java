package io.millrace.assembly;

import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/** Parts of the stages that compute on a device. */
public interface DeviceParts extends Serializable {
    /**
     * Chooses the device of this process, before its first engine or learner is opened.
     *
     * @param assigned indexes of the GPUs that a cluster has assigned to this process
     * @throws io.millrace.model.PolicyException if the configured device cannot be used
     */
    default void useDevice(Supplier<List<String>> assigned) {}
}
