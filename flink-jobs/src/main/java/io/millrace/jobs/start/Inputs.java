package io.millrace.jobs.start;

import io.millrace.assembly.ConfiguredData;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.LoadedDataset;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All inputs of a run, located and checked before anything is written, sampled or started.
 *
 * @param training prompts to train on
 * @param heldOut prompts to evaluate on; none if recorded responses are replayed
 * @param recorded the responses to replay, if any
 * @param policy the starting policy
 * @param identity the properties that must stay the same when the run is resumed
 * @param restorePoints checkpoints and savepoints to resume from, newest first; none for a new run
 */
public record Inputs(
        LoadedDataset training,
        Optional<LoadedDataset> heldOut,
        Optional<RecordingInputs> recorded,
        StartingPolicy policy,
        RunIdentity identity,
        List<RestorePoint> restorePoints) {
    /**
     * Locates and checks the inputs.
     *
     * @param resume whether the run resumes from its folder's newest checkpoint or savepoint
     * @param restorePoints the folder's, as {@link #restorePoints} found them
     * @throws RefusedException naming the first invalid input
     */
    public static Inputs of(MillraceConfig config, RunFolder folder, boolean resume, List<RestorePoint> restorePoints)
            throws IOException {
        LoadedDataset training = training(config);
        Optional<LoadedDataset> heldOut =
                config.policy().capabilities().learns() ? Optional.of(heldOut(config)) : Optional.empty();
        StartingPolicy policy = StartingPolicy.find(config);
        RunIdentity identity = RunIdentity.of(config, policy, training.dataset(), false);
        if (resume) {
            identity.mustMatch(RunIdentity.read(folder), folder);
        }
        Optional<RecordingInputs> recorded = config.policy().capabilities().replays()
                ? Optional.of(RecordingInputs.of(config, training.dataset()))
                : Optional.empty();
        return new Inputs(training, heldOut, recorded, policy, identity, restorePoints);
    }

    /** Reads only the training prompts. */
    public static LoadedDataset training(MillraceConfig config) {
        return load(() -> ConfiguredData.training(config));
    }

    /** Reads only the held-out prompts. */
    public static LoadedDataset heldOut(MillraceConfig config) {
        return load(() -> ConfiguredData.heldOut(config));
    }

    private static LoadedDataset load(Supplier<LoadedDataset> load) {
        try {
            return load.get();
        } catch (DatasetException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Checks whether the folder can be used, which takes no time, whatever the size of the inputs.
     *
     * @param resume whether the run resumes
     * @return checkpoints and savepoints to resume from, newest first; none for a new run
     * @throws RefusedException if it cannot be used
     */
    public static List<RestorePoint> restorePoints(RunFolder folder, boolean resume) throws IOException {
        if (!resume) {
            folder.mustBeUnused();
            return List.of();
        }
        if (Files.exists(folder.identity())) {
            RunIdentity.read(folder).mustHaveJobs(false, folder);
        }
        folder.channelsMustBeSound();
        List<RestorePoint> points = RestorePoint.of(folder);
        if (points.isEmpty()) {
            throw new RefusedException(
                    "run %s: has no checkpoint or savepoint to resume from: start it without".formatted(folder.root())
                            + " --resume, or name its folder with --out");
        }
        return points;
    }
}
