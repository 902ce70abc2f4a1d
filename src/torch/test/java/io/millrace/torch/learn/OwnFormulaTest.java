package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.learner.StepReport;
import io.millrace.loss.Formula;
import io.millrace.loss.Kl;
import io.millrace.loss.LossConfig;
import io.millrace.loss.Objective;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.ExtensionJar;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.TestModels;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Custom formulas: a fragment and one line in a folder on the class path are enough. */
class OwnFormulaTest {
    private static final String LIKELIHOOD = """
              # l_t = -A_t logp_t
              def objective(self: __torch__.M, now: Tensor, log_ratio: Tensor, advantage: Tensor, row: Tensor, lengths: Tensor) -> Tuple[Tensor, Tensor]:
                loss = torch.neg(torch.mul(advantage, now))
                return (loss, torch.zeros_like(now))
            """;

    private static final String ABSOLUTE = """
              # k_t = |logp_t - logp_ref_t|
              def kl(self: __torch__.M, now: Tensor, reference: Tensor) -> Tensor:
                return torch.abs(torch.sub(now, reference))
            """;

    private static final String FRAGMENTS = "io/millrace/torch/learn/";

    @TempDir
    Path folder;

    private ClassLoader before;
    private URLClassLoader own;

    @BeforeEach
    void useTheFolder() throws IOException {
        before = Thread.currentThread().getContextClassLoader();
        own = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(own);
    }

    @AfterEach
    void forgetTheFolder() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        own.close();
    }

    @Test
    void aCustomObjectiveIsTrained() throws IOException {
        register(Objective.class, "likelihood\n");
        put(FRAGMENTS + "objective/likelihood.torchscript", LIKELIHOOD);
        LossConfig loss = parse("{objective: likelihood, aggregation: seq-mean-token-sum}");
        try (DjlLearner learner = learner(loss)) {
            List<TrainingRow> rows = LearnerKit.rows(TestModels.LLAMA, 1, 3);
            double expected = 0;
            List<TokenScores> scores = learner.score(rows);
            for (int i = 0; i < rows.size(); i++) {
                for (int t = 0; t < rows.get(i).advantages().length; t++) {
                    expected -= rows.get(i).advantages()[t] * scores.get(i).logProbs()[t] / rows.size();
                }
            }
            StepReport report = learner.train(TrainingRows.minibatch(rows));
            assertThat(report.loss()).isCloseTo(expected, within(1e-4));
            assertThat(report.gradientNorm()).isPositive();
        }
    }

    @Test
    void anObjectiveInAUsersJarIsTrained() throws Exception {
        try (URLClassLoader jar = ExtensionJar.loader(
                folder,
                Map.of(),
                Map.of(FRAGMENTS + "objective/likelihood.torchscript", LIKELIHOOD),
                Map.of(Objective.class, List.of("likelihood # of a jar")))) {
            double norm = ExtensionJar.with(jar, () -> {
                try (DjlLearner learner = learner(parse("{objective: likelihood}"))) {
                    return learner.train(TrainingRows.minibatch(LearnerKit.rows(TestModels.LLAMA, 1, 3)))
                            .gradientNorm();
                }
            });
            assertThat(norm).isPositive();
        }
        assertThat(Objective.all()).extracting(Objective::name).doesNotContain("likelihood");
    }

    @Test
    void aCustomKlEstimatorIsTrained() throws IOException {
        register(Kl.class, "# mine\nabsolute\n");
        put(FRAGMENTS + "kl/absolute.torchscript", ABSOLUTE);
        try (DjlLearner learner = learner(parse("{kl: absolute, klCoefficient: 0.5}"))) {
            List<TrainingRow> rows = LearnerKit.rows(TestModels.LLAMA, 1, 3);
            assertThat(learner.train(TrainingRows.minibatch(rows)).kl())
                    .as("the policy is the reference")
                    .isZero();
            assertThat(learner.train(TrainingRows.minibatch(rows)).kl()).isPositive();
        }
    }

    @Test
    void anUnregisteredNameIsRefusedWithAListOfRegisteredOnes() throws IOException {
        register(Objective.class, "likelihood\n");
        String all = Objective.all().stream().map(Objective::name).collect(Collectors.joining(", "));
        assertThat(all).startsWith("clip, ").endsWith(", likelihood");
        refuses("{objective: likelyhood}", "loss.objective: must be one of " + all + ", was 'likelyhood'");
        refuses("{kl: absolute}", "loss.kl: must be one of k1, k2, k3, was 'absolute'");
    }

    @Test
    void aNameThatIsRegisteredTwiceIsRefused() throws IOException {
        register(Objective.class, "gspo\n");
        assertThatThrownBy(() -> parse("{objective: gspo}"))
                .hasMessageContaining("gspo must be registered once, was also in");
    }

    @Test
    void aNameThatCannotBeAFileIsRefused() throws IOException {
        register(Objective.class, "../mine\n");
        assertThatThrownBy(() -> parse("{objective: gspo}"))
                .hasMessageEndingWith("name must consist of lower-case letters, digits and hyphens, was '../mine'");
    }

    @Test
    void aNameWithoutAFragmentIsRefusedBeforeTheLearnerStarts() throws IOException {
        register(Objective.class, "likelihood\n");
        LossConfig loss = parse("{objective: likelihood}");
        assertThatThrownBy(() -> learner(loss))
                .hasMessageStartingWith("program source: objective/likelihood.torchscript is missing next to");
    }

    private static DjlLearner learner(LossConfig loss) {
        return LearnerKit.learner(TestModels.LLAMA, LearnerKit.config(loss, LearnerKit.adamW(99)));
    }

    private static LossConfig parse(String loss) {
        return ConfigReader.parse("loss: " + loss, List.of(), "test").loss();
    }

    private static void refuses(String loss, String problem) {
        assertThatThrownBy(() -> parse(loss))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    private void register(Class<? extends Formula> kind, String lines) throws IOException {
        put("META-INF/services/" + kind.getName(), lines);
    }

    private void put(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
