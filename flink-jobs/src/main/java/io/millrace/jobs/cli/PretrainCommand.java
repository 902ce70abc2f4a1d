package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.pretrain.Pretraining;
import io.millrace.torch.learn.SupervisedListener;
import io.millrace.torch.learn.SupervisedReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace pretrain}: trains a small policy from scratch. */
@Command(
        name = "pretrain",
        description =
                "Creates a small policy and trains it on a built-in task's solutions, partly incorrect on purpose, or on the responses of a file"
                        + " (data.train.path: JSON lines of prompt and response), as a starting policy.")
final class PretrainCommand implements Callable<Integer> {
    private static final int LINES = 20;

    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write; must not exist.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
        if (Files.exists(out)) {
            throw new UsageException("--out: must not exist, was %s: remove it or choose another".formatted(out));
        }
        MillraceConfig read = config.read();
        int steps = read.pretrain().steps();
        pretraining(read).run(out, new Progress(steps));
        System.out.println("policy: " + out);
        return 0;
    }

    private static Pretraining pretraining(MillraceConfig config) {
        try {
            return new Pretraining(config);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Prints the loss periodically. */
    private record Progress(int steps) implements SupervisedListener {
        @Override
        public void onStart(String summary) {
            System.out.println(summary);
        }

        @Override
        public void onStep(SupervisedReport report) {
            if (report.step() % Math.max(1, steps / LINES) == 0 || report.step() == steps) {
                System.out.printf(
                        "step %d/%d  loss %.4f nats/token  token accuracy %.1f %%  %.0f tokens/s%n",
                        report.step(), steps, report.tokenLoss(), 100 * report.accuracy(), report.tokensPerSecond());
            }
        }
    }
}
