package io.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.eval.HeldOutResult;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.HeldOutResults;
import io.millrace.jobs.folder.RunFiles;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.heldout.HeldOut;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyStore;
import io.millrace.report.BeforeAfter;
import io.millrace.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Completes a run: evaluates its last version, writes the report and shows it. */
public final class Conclusion {
    private final MillraceConfig config;
    private final RunFolder folder;
    private final Screen screen;

    public Conclusion(MillraceConfig config, RunFolder folder, Screen screen) {
        this.config = requireNonNull(config, "config");
        this.folder = requireNonNull(folder, "folder");
        this.screen = requireNonNull(screen, "screen");
    }

    /** Completes a run that has taken all its steps, without starting a job. */
    public void ofComplete(HeldOut heldOut, HeldOutResults results, long step) throws IOException {
        screen.print("the run is complete: raise %s to continue"
                .formatted(config.run().tokens() > 0 ? "run.steps or run.tokens" : "run.steps"));
        PolicyStore store = new PolicyStore(folder.store());
        PolicyVersion last = store.ofStep(step).orElseThrow();
        boolean measured = results.all().stream().anyMatch(result -> result.step() >= last.step());
        if (config.policy().capabilities().learns() && !measured) {
            results.add(heldOut.measure(last));
        }
        if (!Files.exists(folder.report())) {
            report(new ProgressTracker(config.run(), store, results::all, System::nanoTime), results.all(), 0);
        }
        screen.print("report: " + folder.report());
        if (config.policy().capabilities().learns()) {
            screen.print("policy: " + last.path());
        }
    }

    /**
     * Completes a run whose job has been stopped with a savepoint.
     *
     * @param read number of visits that entered the stream
     * @return whether it has taken all its steps
     */
    public boolean ofTraining(
            PolicyStore store,
            ProgressTracker progress,
            HeldOut heldOut,
            HeldOutResults results,
            long read,
            Path savepoint)
            throws Exception {
        boolean measures = config.policy().capabilities().learns();
        long step = RunFiles.steps(folder).last();
        PolicyVersion last = store.ofStep(step)
                .orElseGet(() -> store.version(store.newestManifest().orElseThrow()));
        results.cutAfter(last.step());
        if (measures) {
            results.add(heldOut.measure(last));
        }
        report(progress, results.all(), read);
        screen.print("report: " + folder.report());
        if (measures) {
            screen.print("policy: " + last.path());
        }
        if (progress.finished()) {
            return true;
        }
        screen.print("stopped at step %d with savepoint %s".formatted(step, savepoint));
        return false;
    }

    private void report(ProgressTracker progress, List<HeldOutResult> results, long read) throws IOException {
        RunReport report = Reports.of(folder, config.methods(), progress, results, read, screen::print);
        SmallFile.replace(folder.report(), report.toJson());
        if (!results.isEmpty()) {
            BeforeAfter.render(results.get(0), results.get(results.size() - 1)).forEach(screen::print);
        }
        report.methods().render().forEach(screen::print);
    }
}
