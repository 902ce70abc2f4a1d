package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.eval.Evaluation;
import io.millrace.eval.HeldOutResult;
import io.millrace.eval.ThinkingStatistics;
import io.millrace.jobs.heldout.HeldOut;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace eval}: evaluates a policy on the held-out prompts. */
@Command(name = "eval", description = "Evaluates a policy on the held-out prompts: reward, pass@k, tokens.")
final class EvalCommand implements Callable<Integer> {
    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            required = true,
            description = "Hugging Face folder, for instance a version in DIR/policies of a run.")
    private Path policy = Path.of("");

    @Option(names = "--samples", paramLabel = "K", description = "Sampled responses per prompt (evaluation.samples).")
    private @Nullable Integer samples;

    @Override
    public Integer call() {
        MillraceConfig read = samples == null ? config.read() : config.read("evaluation.samples=" + samples);
        try (HeldOut heldOut = HeldOut.open(read, policy)) {
            HeldOutResult result = heldOut.measure(0);
            System.out.printf("%-10s%12s%12s%10s%12s%s%n", "", "reward", "pass@1", "tokens", "truncated", "  pass@k");
            show("greedy", result.greedy());
            show("sampled", result.sampled());
            show(heldOut.statistics(heldOut.answers(read.evaluation().samples())));
        }
        return 0;
    }

    /**
     * Prints figures by level of difficulty or source, and figures of the policy's thinking; nothing if there are neither
     * levels nor thinking.
     */
    private static void show(List<ThinkingStatistics> statistics) {
        ThinkingStatistics all = statistics.get(0);
        if (statistics.size() == 1 && !(all.thinks() > 0)) {
            return;
        }
        System.out.printf(
                "%n%-16s%8s%10s%11s%12s%10s%10s%10s%10s%11s%n",
                "sampled",
                "prompts",
                "correct",
                "solve all",
                "solve none",
                "tokens",
                "thinks",
                "marked",
                "marks/100",
                "redundant");
        for (ThinkingStatistics one : statistics) {
            System.out.printf(
                    "%-16s%8d%8.1f %%%9.1f %%%10.1f %%%10.1f%8.1f %%%8.1f %%%10.1f%9.1f %%%n",
                    one.stratum().isEmpty() ? "all" : one.stratum(),
                    one.prompts(),
                    100 * one.accuracy(),
                    100 * one.solveAll(),
                    100 * one.solveNone(),
                    one.tokens(),
                    100 * one.thinks(),
                    100 * one.marked(),
                    100 * one.density(),
                    100 * one.redundant());
        }
    }

    private static void show(String name, Evaluation result) {
        StringBuilder passes = new StringBuilder();
        for (Evaluation.PassAt pass : result.passAt()) {
            if (pass.k() > 1) {
                passes.append("  @%d %.1f %%".formatted(pass.k(), 100 * pass.value()));
            }
        }
        System.out.printf(
                "%-10s%12.3f%10.1f %%%10.1f%10.1f %%%s%n",
                name, result.reward(), 100 * result.accuracy(), result.tokens(), 100 * result.truncated(), passes);
        if (result.failed() + result.ungraded() > 0) {
            System.out.printf(
                    "%-10s%d prompts not sampled, %d responses not graded: %s%n",
                    "", result.failed(), result.ungraded(), result.firstFailure());
        }
    }
}
