package io.millrace.torch;

import io.millrace.check.Require;
import io.millrace.model.PolicyException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The device that libtorch computes on.
 *
 * @param gpu index of the GPU; empty for the CPU
 */
public record TorchDevice(OptionalInt gpu) {
    public static final TorchDevice CPU = new TorchDevice(OptionalInt.empty());

    private static final String CUDA = "cuda";

    public TorchDevice {
        Require.that(gpu.orElse(0) >= 0, "device: index must be >= 0, was %d", gpu.orElse(0));
    }

    /**
     * The device of a configuration.
     *
     * @param configured {@code cpu}, {@code cuda:N}, or {@code cuda}: the GPU that the cluster assigned to this process, or the
     *     first if it assigns none
     * @param assigned indexes of assigned GPUs; asked for {@code cuda} only
     * @throws PolicyException if the cluster assigned several, since all slots of a process share one engine
     */
    public static TorchDevice of(String configured, Supplier<List<String>> assigned) {
        if (!configured.startsWith(CUDA)) {
            return CPU;
        }
        if (configured.length() > CUDA.length()) {
            return gpu(configured.substring(CUDA.length() + 1));
        }
        List<String> indexes = assigned.get();
        if (indexes.size() > 1) {
            throw new PolicyException(
                    "policy.device: cuda needs a TaskManager with one GPU, but this one was given %s: set external-resource.gpu.amount: 1 and start a TaskManager for each GPU, or name one with cuda:N"
                            .formatted(String.join(", ", indexes)));
        }
        return indexes.isEmpty() ? new TorchDevice(OptionalInt.of(0)) : gpu(indexes.get(0));
    }

    private static TorchDevice gpu(String index) {
        try {
            return new TorchDevice(OptionalInt.of(Integer.parseInt(index.strip())));
        } catch (NumberFormatException e) {
            throw new PolicyException(
                    "policy.device: the index of a GPU must be a whole number, was '%s': check the discovery script of external-resource.gpu"
                            .formatted(index),
                    e);
        }
    }

    /** As in {@code policy.device}. */
    @Override
    public String toString() {
        return gpu.isPresent() ? "cuda:" + gpu.getAsInt() : "cpu";
    }
}
