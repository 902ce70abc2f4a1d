package io.millrace.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.millrace.model.PolicyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A loaded TorchScript program. Its methods may be called by several threads concurrently, each after {@link
 * EngineRuntime#enter}.
 *
 * <p>The caller must pass correct types and shapes: libtorch aborts the process on some incorrect ones.
 */
public final class TorchScriptProgram implements AutoCloseable {
    private final String name;
    private final PtNDManager manager;
    private final PtSymbolBlock block;

    private TorchScriptProgram(String name, PtNDManager manager, PtSymbolBlock block) {
        this.name = name;
        this.manager = manager;
        this.block = block;
    }

    /**
     * Loads a program.
     *
     * @param name name for messages
     * @throws PolicyException if libtorch does not accept the source
     */
    public static TorchScriptProgram load(String name, ProgramSource source) {
        PtNDManager manager = EngineRuntime.newManager();
        try {
            ByteArrayInputStream archive = new ByteArrayInputStream(TorchScriptArchive.of(source));
            return new TorchScriptProgram(name, manager, JniUtils.loadModule(manager, archive, false, false));
        } catch (IOException | EngineException e) {
            manager.close();
            throw new PolicyException("program %s: could not be loaded: %s".formatted(name, e.getMessage()), e);
        }
    }

    /**
     * Calls a method without recording gradients.
     *
     * @param owner owns the results
     * @param arguments each a {@code PtNDArray}, {@code PtNDArray[]}, {@code Long}, {@code Double} or {@code Boolean}
     * @return the returned tensor, or the tensors of the returned tuple or list; empty if the method returned None
     * @throws PolicyException if libtorch reports an error
     */
    public List<PtNDArray> run(PtNDManager owner, String method, Object... arguments) {
        List<IValue> values = new ArrayList<>();
        try {
            for (Object argument : arguments) {
                values.add(value(argument));
            }
            try (IValue result = IValueUtils.runMethod(block, method, values.toArray(IValue[]::new))) {
                return tensors(result, owner);
            }
        } catch (EngineException e) {
            throw new PolicyException("program %s.%s: failed: %s".formatted(name, method, firstLine(e)), e);
        } finally {
            values.forEach(IValue::close);
        }
    }

    /**
     * Calls a method that records gradients.
     *
     * @param owner owns the results
     * @param arguments arrays named {@code p[]} are passed as one list p of tensors, unnamed arrays individually; in
     *     the order of the method's parameters
     */
    public List<PtNDArray> runWithGradients(PtNDManager owner, String method, NDList arguments) {
        try (PtNDManager scope = EngineRuntime.newManager()) {
            PtNDArray selector = (PtNDArray) scope.create(0f);
            selector.setName("module_method:" + method);
            NDList all = new NDList(arguments);
            all.add(selector);
            List<PtNDArray> results = new ArrayList<>();
            IValueUtils.forward(block, all, true).forEach(result -> {
                result.detach();
                result.attach(owner);
                results.add((PtNDArray) result);
            });
            return results;
        } catch (EngineException e) {
            throw new PolicyException("program %s.%s: failed: %s".formatted(name, method, firstLine(e)), e);
        }
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }

    private static IValue value(Object argument) {
        if (argument instanceof PtNDArray array) {
            return IValue.from(array);
        }
        if (argument instanceof PtNDArray[] arrays) {
            return IValue.listFrom(arrays);
        }
        if (argument instanceof Long integer) {
            return IValue.from((long) integer);
        }
        if (argument instanceof Double real) {
            return IValue.from((double) real);
        }
        if (argument instanceof Boolean flag) {
            return IValue.from((boolean) flag);
        }
        throw new IllegalArgumentException("program argument: must be an array, long, double or boolean, was "
                + argument.getClass().getName());
    }

    private static List<PtNDArray> tensors(IValue result, PtNDManager owner) {
        if (result.isTensor()) {
            return List.of(result.toTensor(owner));
        }
        if (result.isTensorList()) {
            return List.of(result.toTensorArray(owner));
        }
        if (!result.isTuple()) {
            return List.of();
        }
        List<PtNDArray> list = new ArrayList<>();
        for (IValue part : result.toIValueTuple()) {
            try (part) {
                list.add(part.toTensor(owner));
            }
        }
        return list;
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        List<String> lines = message.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? message : lines.get(lines.size() - 1);
    }
}
