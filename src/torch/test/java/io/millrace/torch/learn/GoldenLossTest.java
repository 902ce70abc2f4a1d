package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.loss.Kl;
import io.millrace.loss.KlEstimate;
import io.millrace.loss.LossConfig;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.LossRow;
import io.millrace.loss.Objective;
import io.millrace.loss.PolicyLoss;
import io.millrace.loss.TokenLoss;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.ProgramSource;
import io.millrace.torch.Tensors;
import io.millrace.torch.TorchScriptProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden vectors of each formula of the loss: both the loss in doubles and the fragment of the learner's program
 * produce them.
 *
 * <p>The vectors are renewed from the loss in doubles, {@link #RENEW}; every registered formula must have some.
 */
@TestMethodOrder(
        MethodOrderer.MethodName.class) // Renewed by the loss in doubles before the program is compared with them.
class GoldenLossTest {
    private static final String RENEW = "./mvnw -pl src/torch -am test -Dtest=GoldenLossTest -Dmillrace.renew=true";

    private static final Path FILES = Path.of("test/resources")
            .resolve(GoldenLossTest.class.getPackageName().replace('.', '/'))
            .resolve("golden");

    private static final String METHODS = """
              def policy(self: __torch__.M, p: List[Tensor], row: Tensor, lengths: Tensor, advantage: Tensor, behaviour: Tensor) -> Tensor:
                loss, clipped, importance, gap, = self.policy_loss(p[0], row, lengths, advantage, behaviour)
                g = unchecked_cast(Tensor, torch.grad([torch.sum(loss)], [p[0]])[0])
                return torch.stack([torch.detach(loss), g, torch.to(clipped, 6)])

              def divergence(self: __torch__.M, p: List[Tensor], reference: Tensor) -> Tensor:
                k = self.kl(p[0], reference)
                g = unchecked_cast(Tensor, torch.grad([torch.sum(k)], [p[0]])[0])
                return torch.stack([torch.detach(k), g])
            """;

    /** {@code logp - logp_behaviour} and advantage by token: inside the clip range, outside, at every bound. */
    private static final double[][][] POLICY = {
        {{0, 1}, {0.125, 1}, {0.5, 1}, {-0.5, 1}},
        {{0, -1}, {0.125, -1}, {0.5, -1}, {-0.5, -1}},
        {{1.5, -0.5}, {15, -0.5}, {49, -0.5}},
        {{15, 0.5}, {-49, 0.5}},
        {{0.25, 1}, {-0.25, -1}, {0.0625, 0}},
        {{0.75, 1}, {0.25, 1}},
        {{1.5, -2}, {1.25, -2}}
    };

    private static final double[] DIVERGENCES = {0, 0.5, -0.5, 2, -2, -3, 10, 12, 49, -49};

    static Stream<Arguments> policies() {
        Stream<Arguments> objectives = Objective.all().stream()
                .map(objective -> Arguments.of("objective/" + objective.name(), config(objective, 0)));
        return Stream.concat(
                objectives,
                Stream.of(
                        Arguments.of("importance/ratio", config(Objective.CLIP, 0)),
                        Arguments.of("importance/truncated", config(Objective.CLIP, 1.5))));
    }

    private static LossConfig config(Objective objective, double cap) {
        return LossConfigs.with(LossConfigs.of(objective), 3, 0, cap);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theLossInDoublesGivesTheVectors(String name, LossConfig config) throws IOException {
        PolicyLoss loss = new PolicyLoss(config);
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < rows().size(); i++) {
            LossRow row = rows().get(i);
            List<TokenLoss> tokens = loss.tokens(row);
            for (int t = 0; t < row.length(); t++) {
                lines.add(texts(
                        i,
                        row.now()[t],
                        row.behaviour().length == 0 ? "-" : row.behaviour()[t],
                        row.advantages()[t],
                        tokens.get(t).value(),
                        tokens.get(t).derivative(),
                        tokens.get(t).clipped()));
            }
        }
        String about = "clipLow %s, clipHigh %s, dualClip %s, importanceCap %s, objective %s"
                .formatted(
                        config.clipLow(),
                        config.clipHigh(),
                        config.dualClip(),
                        config.importanceCap(),
                        config.objective().name());
        isUpToDate(name, about, "row\tnow\tbehaviour\tadvantage\tloss\tderivative\tclipped", lines);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theProgramGivesTheVectors(String name, LossConfig config) throws IOException {
        List<String[]> lines = lines(name);
        EngineRuntime.enter();
        try (PtNDManager scope = EngineRuntime.newManager();
                TorchScriptProgram program = load(config)) {
            long[] rows = lines.stream().mapToLong(l -> Long.parseLong(l[0])).toArray();
            float[] lengths = new float[POLICY.length + 1];
            for (long row : rows) {
                lengths[(int) row]++;
            }
            NDList arguments = new NDList(now(scope, column(lines, 1)));
            arguments.add(Tensors.of(scope, rows));
            arguments.add(Tensors.of(scope, lengths));
            arguments.add(Tensors.of(scope, column(lines, 3)));
            arguments.add(Tensors.of(scope, column(lines, 2)));
            float[] result = Tensors.floats(
                    program.runWithGradients(scope, "policy", arguments).get(0));
            for (int i = 0; i < rows.length; i++) {
                String[] line = lines.get(i);
                agrees(name, line, result[i], Double.parseDouble(line[4]));
                agrees(name, line, result[rows.length + i], Double.parseDouble(line[5]));
                agrees(name, line, result[2 * rows.length + i], line[6].equals("true") ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.loss.Kl#all")
    void theEstimateInDoublesGivesTheVectors(Kl kl) throws IOException {
        List<List<String>> lines = Arrays.stream(DIVERGENCES)
                .mapToObj(d -> {
                    double now = Math.min(d, 0) - 1;
                    double reference = now - d;
                    return texts(
                            now,
                            reference,
                            KlEstimate.value(kl, now, reference),
                            KlEstimate.derivative(kl, now, reference));
                })
                .toList();
        isUpToDate("kl/" + kl.name(), "kl " + kl.name(), "now\treference\tkl\tderivative", lines);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.loss.Kl#all")
    void theProgramGivesTheEstimates(Kl kl) throws IOException {
        String name = "kl/" + kl.name();
        List<String[]> lines = lines(name);
        EngineRuntime.enter();
        try (PtNDManager scope = EngineRuntime.newManager();
                TorchScriptProgram program = load(LossConfigs.penalised(config(Objective.CLIP, 0), kl, 1))) {
            NDList arguments = new NDList(now(scope, column(lines, 0)));
            arguments.add(Tensors.of(scope, column(lines, 1)));
            float[] result = Tensors.floats(
                    program.runWithGradients(scope, "divergence", arguments).get(0));
            for (int i = 0; i < lines.size(); i++) {
                String[] line = lines.get(i);
                agrees(name, line, result[i], Double.parseDouble(line[2]));
                agrees(name, line, result[lines.size() + i], Double.parseDouble(line[3]));
            }
        }
    }

    private static TorchScriptProgram load(LossConfig config) {
        return TorchScriptProgram.load("golden", LearnerProgram.loss(config).plus(ProgramSource.of(METHODS)));
    }

    private static PtNDArray now(PtNDManager scope, float... values) {
        PtNDArray now = Tensors.of(scope, values);
        now.setName("p[]");
        now.setRequiresGradient(true);
        return now;
    }

    /** The rows of {@link #POLICY}, and one with unknown behaviour; all values are exact floats. */
    private static List<LossRow> rows() {
        List<LossRow> rows = new ArrayList<>();
        for (double[][] tokens : POLICY) {
            double[] now = Arrays.stream(tokens)
                    .mapToDouble(t -> Math.min(t[0], 0) - 0.5)
                    .toArray();
            double[] behaviour = new double[now.length];
            for (int t = 0; t < now.length; t++) {
                behaviour[t] = now[t] - tokens[t][0];
            }
            double[] advantages = Arrays.stream(tokens).mapToDouble(t -> t[1]).toArray();
            rows.add(new LossRow(now, behaviour, new double[0], new double[now.length], advantages));
        }
        rows.add(new LossRow(
                new double[] {-3, -0.25}, new double[0], new double[0], new double[2], new double[] {2, -0.25}));
        return rows;
    }

    /** Numbers as floats: the last digits of an exponential differ between processors. */
    private static List<String> texts(Object... values) {
        return Arrays.stream(values)
                .map(value -> String.valueOf(value instanceof Double number ? (Object) number.floatValue() : value))
                .toList();
    }

    private static void isUpToDate(String name, String about, String header, List<List<String>> lines)
            throws IOException {
        StringBuilder text = new StringBuilder("# %s; renew with %s\n%s\n".formatted(about, RENEW, header));
        lines.forEach(line -> text.append(String.join("\t", line)).append('\n'));
        Path file = file(name);
        if (Boolean.getBoolean("millrace.renew")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("renew it with " + RENEW).content().isEqualTo(text.toString());
    }

    private static Path file(String name) {
        return FILES.resolve(name + ".tsv");
    }

    private static List<String[]> lines(String name) throws IOException {
        return Files.readAllLines(file(name)).stream()
                .skip(2)
                .map(line -> line.split("\t"))
                .toList();
    }

    private static float[] column(List<String[]> lines, int index) {
        float[] column = new float[lines.size()];
        for (int i = 0; i < column.length; i++) {
            String value = lines.get(i)[index];
            column[i] = value.equals("-") ? Float.NaN : Float.parseFloat(value);
        }
        return column;
    }

    private static void agrees(String name, String[] line, double value, double expected) {
        assertThat(value)
                .as("%s, line %s", name, String.join(" ", line))
                .isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
    }
}
