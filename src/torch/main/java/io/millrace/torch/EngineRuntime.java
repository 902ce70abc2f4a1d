package io.millrace.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.millrace.model.PolicyException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The libtorch instance of this JVM: started on first use, offline, and tested before use.
 *
 * <p>libtorch keeps gradient mode and graph optimisation per thread, with defaults that depend on which thread came
 * first: every thread that computes calls {@link #enter} first. The same holds for the number of threads of a call: set
 * by {@link #useThreads}, or by the system property {@code ai.djl.pytorch.num_threads} if present.
 */
public final class EngineRuntime {
    static final String LIBTORCH = "2.7.1";

    /** The number of threads that the system property sets for the whole process; 0 if it is not set. */
    private static final int FIXED_THREADS = Integer.getInteger("ai.djl.pytorch.num_threads", 0);

    /** The number of threads of calls from the calling thread; 0 before it has entered. */
    private static final ThreadLocal<Integer> OWN_THREADS = ThreadLocal.withInitial(() -> 0);

    private static volatile int threads = FIXED_THREADS;

    private static @Nullable TorchDevice device;
    private static boolean started;

    private EngineRuntime() {}

    /**
     * Sets the number of threads of one call, unless the system property does; takes effect for each thread when it
     * next enters.
     *
     * @param count at least 1
     */
    public static void useThreads(int count) {
        if (FIXED_THREADS == 0) {
            threads = count;
        }
    }

    /**
     * Sets the device of this process, before libtorch starts.
     *
     * @throws PolicyException if it computes on another device already
     */
    public static synchronized void useDevice(TorchDevice wanted) {
        TorchDevice current = device == null ? TorchDevice.CPU : device;
        if (started && !current.equals(wanted)) {
            throw new PolicyException(
                    "policy.device: this process computes on %s already, was to compute on %s: run jobs on different devices in different processes"
                            .formatted(current, wanted));
        }
        device = wanted;
    }

    /** As {@link #useDevice}, unless the device has been set before. */
    public static synchronized void useDeviceByDefault(Supplier<TorchDevice> otherwise) {
        if (device == null) {
            useDevice(otherwise.get());
        }
    }

    private static synchronized TorchDevice fixDevice() {
        started = true;
        return device == null ? TorchDevice.CPU : device;
    }

    /**
     * Starts libtorch on a background thread and returns at once, so that its first user waits less. A failure is
     * reported to that user.
     */
    public static void startInBackground() {
        Thread starter = new Thread(Holder::touch, "libtorch start");
        starter.setDaemon(true);
        starter.start();
    }

    /**
     * Prepares the calling thread: gradients are recorded only by programs that enable them, and nothing is recompiled.
     */
    public static void enter() {
        Holder.root();
        JniUtils.setGradMode(true);
        JniUtils.setGraphExecutorOptimize(false);
        int wanted = threads;
        if (wanted != OWN_THREADS.get() && wanted > 0) {
            JniUtils.setNumThreads(wanted);
            OWN_THREADS.set(wanted);
        }
    }

    /** A manager that owns native arrays until it is closed. */
    public static PtNDManager newManager() {
        return (PtNDManager) Holder.root().newSubManager();
    }

    /** Number of live native arrays in managers of this JVM, for leak tests. */
    public static int liveArrays() {
        return Holder.root().getManagedArrays().size();
    }

    /** Number of threads of one call from the calling thread. */
    public static int threads() {
        Holder.root();
        return JniUtils.getNumThreads();
    }

    /** Starts libtorch when the class is initialised, and stores the failure if it cannot be started. */
    private static final class Holder {
        private static final @Nullable PtNDManager root;
        private static final String failure;

        static {
            PtNDManager manager = null;
            String why = "";
            try {
                manager = start();
            } catch (RuntimeException | LinkageError e) {
                why = e instanceof PolicyException
                        ? String.valueOf(e.getMessage())
                        : "djl engine: libtorch %s could not be started: %s".formatted(LIBTORCH, e);
            }
            root = manager;
            failure = why;
        }

        /** Triggers the initialisation of the class. */
        private static void touch() {}

        private static PtNDManager root() {
            if (root == null) {
                throw new PolicyException(failure);
            }
            return root;
        }

        private static PtNDManager start() {
            if (System.getProperty("ai.djl.offline") == null) {
                System.setProperty("ai.djl.offline", "true");
            }
            TorchDevice device = fixDevice();
            if (device.gpu().isPresent()) {
                CudaInstallation.detect().check(device);
            }
            Engine engine = Engine.getEngine("PyTorch");
            if (!engine.getVersion().startsWith(LIBTORCH)) {
                throw new PolicyException("libtorch must be %s, was %s".formatted(LIBTORCH, engine.getVersion()));
            }
            if (device.gpu().isPresent()) {
                CudaInstallation.mustExist(device, engine.getGpuCount());
            }
            Device where = device.gpu().isPresent() ? Device.gpu(device.gpu().getAsInt()) : Device.cpu();
            PtNDManager manager = (PtNDManager) NDManager.newBaseManager(where, "PyTorch");
            selfTest(manager);
            return manager;
        }

        /**
         * A libtorch of another version can start and then return wrong results, because types are numbered
         * differently.
         */
        private static void selfTest(PtNDManager manager) {
            try (NDManager scope = manager.newSubManager()) {
                PtNDArray a = (PtNDArray) scope.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
                PtNDArray product = (PtNDArray) a.matMul(a);
                DataType type = JniUtils.getDataType(product);
                float[] values = type == DataType.FLOAT32 ? product.toFloatArray() : new float[0];
                if (!Arrays.equals(values, new float[] {7, 10, 15, 22})) {
                    throw new PolicyException("self-test [[1 2][3 4]]^2 must be FLOAT32 [7, 10, 15, 22], was %s %s"
                            .formatted(type, Arrays.toString(values)));
                }
            }
        }
    }
}
