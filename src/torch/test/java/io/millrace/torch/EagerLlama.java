package io.millrace.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.huggingface.ModelConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * A reference decoder, written from the papers' equations with single array operations on the unstacked tensors of the
 * file; the TorchScript program is checked against it. One sequence at a time, no cache, slow.
 */
public final class EagerLlama implements AutoCloseable {
    private final ModelConfig config;
    private final PtNDManager manager = EngineRuntime.newManager();
    private final Map<String, NDArray> tensors = new HashMap<>();

    public EagerLlama(Weights weights) {
        config = weights.config();
        weights.tensors().forEach(tensor -> {
            long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
            float[] values = new float[(int) new Shape(shape).size()];
            tensor.reader().read(0, values, values.length);
            tensors.put(tensor.name(), manager.create(values, new Shape(shape)));
        });
    }

    /** Logits after each token, [T][V]. */
    public float[][] logits(int... ids) {
        try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
            NDArray x = in(scope, "model.embed_tokens.weight").get(scope.create(longs(ids)));
            for (int l = 0; l < config.layers(); l++) {
                String layer = "model.layers." + l + ".";
                x = x.add(attention(scope, layer + "self_attn.", norm(scope, x, layer + "input_layernorm.weight")));
                x = x.add(mlp(scope, layer + "mlp.", norm(scope, x, layer + "post_attention_layernorm.weight")));
            }
            String output = config.tied() ? "model.embed_tokens.weight" : "lm_head.weight";
            float[] flat = norm(scope, x, "model.norm.weight")
                    .matMul(in(scope, output).transpose())
                    .toFloatArray();
            float[][] rows = new float[ids.length][config.vocabulary()];
            for (int t = 0; t < ids.length; t++) {
                System.arraycopy(flat, t * config.vocabulary(), rows[t], 0, config.vocabulary());
            }
            return rows;
        }
    }

    private NDArray attention(PtNDManager scope, String name, NDArray x) {
        int d = config.headDim();
        NDArray q = rotate(scope, linear(scope, x, name + "q_proj"), config.heads());
        NDArray k = rotate(scope, linear(scope, x, name + "k_proj"), config.kvHeads());
        NDArray v = linear(scope, x, name + "v_proj");
        long length = x.getShape().get(0);
        NDArray later = scope.arange((int) length)
                .reshape(1, length)
                .gt(scope.arange((int) length).reshape(length, 1));
        NDArray mask = later.toType(DataType.FLOAT32, false).mul(-1e30f);
        NDList heads = new NDList();
        for (int h = 0; h < config.heads(); h++) {
            int kv = h / (config.heads() / config.kvHeads());
            NDArray scores =
                    columns(q, h, d).matMul(columns(k, kv, d).transpose()).div((float) Math.sqrt(d));
            heads.add(scores.add(mask).softmax(1).matMul(columns(v, kv, d)));
        }
        NDArray joined = heads.size() == 1 ? heads.get(0) : heads.get(0).concat(concat(heads), 1);
        return linear(scope, joined, name + "o_proj");
    }

    private static NDArray concat(NDList heads) {
        NDArray rest = heads.get(1);
        for (int h = 2; h < heads.size(); h++) {
            rest = rest.concat(heads.get(h), 1);
        }
        return rest;
    }

    private NDArray rotate(PtNDManager scope, NDArray x, int heads) {
        int d = config.headDim();
        int length = (int) x.getShape().get(0);
        float[] from = x.toFloatArray();
        float[] to = new float[from.length];
        for (int t = 0; t < length; t++) {
            for (int h = 0; h < heads; h++) {
                int at = (t * heads + h) * d;
                for (int i = 0; i < d / 2; i++) {
                    double angle = t * Math.pow(config.ropeTheta(), -2.0 * i / d);
                    double a = from[at + i];
                    double b = from[at + i + d / 2];
                    to[at + i] = (float) (a * Math.cos(angle) - b * Math.sin(angle));
                    to[at + i + d / 2] = (float) (b * Math.cos(angle) + a * Math.sin(angle));
                }
            }
        }
        return scope.create(to, x.getShape());
    }

    private NDArray mlp(PtNDManager scope, String name, NDArray x) {
        NDArray gate = linear(scope, x, name + "gate_proj");
        NDArray silu = gate.div(gate.neg().exp().add(1));
        return linear(scope, silu.mul(linear(scope, x, name + "up_proj")), name + "down_proj");
    }

    private NDArray linear(PtNDManager scope, NDArray x, String name) {
        NDArray product = x.matMul(in(scope, name + ".weight").transpose());
        return tensors.containsKey(name + ".bias") ? product.add(in(scope, name + ".bias")) : product;
    }

    private NDArray norm(PtNDManager scope, NDArray x, String weight) {
        NDArray meanSquare = x.square().mean(new int[] {1}, true);
        return x.div(meanSquare.add((float) config.rmsEps()).sqrt()).mul(in(scope, weight));
    }

    /** A view of a parameter that the scope owns, so that it also owns results. */
    private NDArray in(PtNDManager scope, String name) {
        PtNDArray view = (PtNDArray) tensors.get(name).reshape(tensors.get(name).getShape());
        view.attach(scope);
        return view;
    }

    private static NDArray columns(NDArray x, int head, int d) {
        return x.get(":," + head * d + ":" + (head + 1) * d);
    }

    private static long[] longs(int... ids) {
        long[] longs = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            longs[i] = ids[i];
        }
        return longs;
    }

    @Override
    public void close() {
        manager.close();
    }
}
