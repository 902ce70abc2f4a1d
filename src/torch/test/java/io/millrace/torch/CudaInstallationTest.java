package io.millrace.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyException;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals of a GPU that cannot be used, and the choice among several. */
class CudaInstallationTest {
    private static final TorchDevice GPU = new TorchDevice(OptionalInt.of(1));
    private static final Supplier<List<String>> NONE = List::of;

    @TempDir
    Path temp;

    private static void assertRefused(String flavor, Optional<String> driver, String message) {
        assertThatThrownBy(() -> new CudaInstallation(flavor, driver).check(GPU))
                .isInstanceOf(PolicyException.class)
                .hasMessage(message);
    }

    @Test
    void aLibtorchForTheCpuIsRefused() {
        assertRefused(
                "cpu",
                Optional.of("570.26"),
                "policy.device: cuda:1 needs libtorch 2.7.1 for CUDA (cu128), but this installation has 'cpu': set"
                        + " PYTORCH_LIBRARY_PATH to the folder of such a build, PYTORCH_VERSION=2.7.1 and PYTORCH_FLAVOR=cu128, or set policy.device: cpu");
    }

    @Test
    void aLibtorchForAnotherVersionOfCudaIsRefused() {
        assertThatThrownBy(() -> new CudaInstallation("cu124", Optional.of("570.26")).check(GPU))
                .hasMessageContaining("but this installation has 'cu124'");
    }

    @Test
    void theProfileOfTheBuildHasTheFlavorOfTheBindings() throws IOException {
        assertThat(Files.readString(Repository.path("pom.xml")))
                .contains(
                        "<id>libtorch-cuda</id>",
                        "<libtorch.flavor>%s</libtorch.flavor>".formatted(CudaInstallation.FLAVOR));
    }

    @Test
    void aMachineWithoutADriverIsRefused() {
        assertRefused(
                "cu128",
                Optional.empty(),
                "policy.device: cuda:1 needs the NVIDIA driver, but /proc/driver/nvidia/version does not exist: install the"
                        + " driver, give the container a GPU, or set policy.device: cpu");
    }

    @ParameterizedTest
    @CsvSource({"470.82.01", "525.60.12", "525.59"})
    void aDriverThatIsTooOldIsRefused(String version) {
        assertRefused(
                "cu128",
                Optional.of(version),
                "policy.device: cuda:1 needs NVIDIA driver 525.60.13 or newer for cu128, was %s: update the driver, or set policy.device: cpu"
                        .formatted(version));
    }

    @ParameterizedTest
    @CsvSource({"525.60.13", "535.104.05", "570.26", "''"})
    void aDriverThatFitsIsAccepted(String version) {
        assertThatCode(() -> new CudaInstallation("cu128", Optional.of(version)).check(GPU))
                .doesNotThrowAnyException();
    }

    @Test
    void anIndexWithoutAGpuIsRefused() {
        assertThatThrownBy(() -> CudaInstallation.mustExist(GPU, 1))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("policy.device: cuda:1 does not exist: libtorch sees 1 GPU(s)");
        assertThatCode(() -> CudaInstallation.mustExist(GPU, 2)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023 | 535.104.05",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.26  Release Build  (dvs-builder) | 570.26",
                "something else | ''",
            })
    void theVersionOfTheDriverIsRead(String line, String version) throws IOException {
        assertThat(CudaInstallation.driver(Files.writeString(temp.resolve("version"), line + "\n")))
                .contains(version);
        assertThat(CudaInstallation.driver(temp.resolve("none"))).isEmpty();
    }

    @Test
    void aLibtorchNamedByTheEnvironmentTakesPrecedence() {
        assertThat(CudaInstallation.flavor(Map.of("PYTORCH_LIBRARY_PATH", "/lib", "PYTORCH_FLAVOR", "cu128")))
                .isEqualTo("cu128");
        assertThat(CudaInstallation.flavor(Map.of())).isEqualTo("cpu");
    }

    @Test
    void theGpuIsTheOneThatTheClusterAssigned() {
        assertThat(TorchDevice.of("cpu", NONE)).hasToString("cpu");
        assertThat(TorchDevice.of("cuda:3", NONE)).hasToString("cuda:3");
        assertThat(TorchDevice.of("cuda", NONE)).hasToString("cuda:0");
        assertThat(TorchDevice.of("cuda", () -> List.of("2"))).hasToString("cuda:2");
    }

    @Test
    void aTaskManagerWithSeveralGpusIsRefused() {
        assertThatThrownBy(() -> TorchDevice.of("cuda", () -> List.of("0", "1")))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("needs a TaskManager with one GPU, but this one was given 0, 1");
    }

    @Test
    void aProcessComputesOnOneDevice() {
        EngineRuntime.enter(); // On the CPU.

        assertThatCode(() -> EngineRuntime.useDevice(TorchDevice.CPU)).doesNotThrowAnyException();
        assertThatThrownBy(() -> EngineRuntime.useDevice(GPU))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("computes on cpu already, was to compute on cuda:1");
    }
}
