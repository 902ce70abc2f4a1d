package io.millrace.torch;

import static java.util.Objects.requireNonNull;

import ai.djl.util.Platform;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The GPU software of this machine (libtorch build and NVIDIA driver), checked before libtorch is started: libtorch itself
 * would fail later, and DJL would fall back to the CPU.
 *
 * @param flavor build of libtorch: {@code cpu} or {@code cuNNN}, its version of CUDA; empty if unknown
 * @param driver version of the NVIDIA driver; empty if there is none
 */
record CudaInstallation(String flavor, Optional<String> driver) {
    /** The libtorch build that this DJL version's native bindings support. */
    static final String FLAVOR = "cu128";

    /** Oldest driver that runs programs for any CUDA 12 (CUDA's minor version compatibility). */
    private static final int[] OLDEST_DRIVER = {525, 60, 13};

    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final Pattern DRIVER_VERSION = Pattern.compile("Kernel Module\\D*?.*?\\s(\\d{3,}(?:\\.\\d+)+)\\s");
    private static final String OR_CPU = ", or set policy.device: cpu";

    CudaInstallation {
        requireNonNull(flavor, "flavor");
        requireNonNull(driver, "driver");
    }

    /** The installation of this machine. */
    static CudaInstallation detect() {
        return new CudaInstallation(flavor(System.getenv()), driver(DRIVER));
    }

    /** A libtorch named by the environment takes precedence over the one on the class path. */
    static String flavor(Map<String, String> environment) {
        if (environment.containsKey("PYTORCH_LIBRARY_PATH")) {
            return environment.getOrDefault("PYTORCH_FLAVOR", "");
        }
        Platform platform = Platform.detectPlatform("pytorch");
        return platform.isPlaceholder() ? "" : platform.getFlavor();
    }

    /** The version in a file of the NVIDIA driver; empty if there is no such file. */
    static Optional<String> driver(Path file) {
        try {
            Matcher version = DRIVER_VERSION.matcher(Files.readString(file) + "\n");
            return Optional.of(version.find() ? version.group(1) : "");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @throws PolicyException naming what is missing or incompatible, and what to do */
    void check(TorchDevice device) {
        if (!flavor.equals(FLAVOR)) {
            throw new PolicyException(
                    "policy.device: %s needs libtorch %s for CUDA (%s), but this installation has '%s': set PYTORCH_LIBRARY_PATH to the folder of such a build, PYTORCH_VERSION=%s and PYTORCH_FLAVOR=%s%s"
                            .formatted(
                                    device,
                                    EngineRuntime.LIBTORCH,
                                    FLAVOR,
                                    flavor,
                                    EngineRuntime.LIBTORCH,
                                    FLAVOR,
                                    OR_CPU));
        }
        if (driver.isEmpty()) {
            throw new PolicyException(
                    "policy.device: %s needs the NVIDIA driver, but %s does not exist: install the driver, give the container a GPU%s"
                            .formatted(device, DRIVER, OR_CPU));
        }
        if (isOlder(driver.get())) {
            throw new PolicyException(
                    "policy.device: %s needs NVIDIA driver %d.%d.%d or newer for %s, was %s: update the driver%s"
                            .formatted(
                                    device,
                                    OLDEST_DRIVER[0],
                                    OLDEST_DRIVER[1],
                                    OLDEST_DRIVER[2],
                                    FLAVOR,
                                    driver.get(),
                                    OR_CPU));
        }
    }

    /** @throws PolicyException if libtorch does not see the device */
    static void mustExist(TorchDevice device, int gpus) {
        if (device.gpu().orElse(0) >= gpus) {
            throw new PolicyException(
                    "policy.device: %s does not exist: libtorch sees %d GPU(s); check".formatted(device, gpus)
                            + " CUDA_VISIBLE_DEVICES and the CUDA libraries in LD_LIBRARY_PATH");
        }
    }

    /** A version that cannot be parsed counts as new enough; libtorch itself rejects an incompatible driver. */
    private static boolean isOlder(String version) {
        String[] parts = version.split("\\.");
        for (int i = 0; i < OLDEST_DRIVER.length && i < parts.length && !parts[i].isEmpty(); i++) {
            int difference = Integer.compare(Integer.parseInt(parts[i]), OLDEST_DRIVER[i]);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }
}
