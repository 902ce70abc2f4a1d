package io.millrace.assembly;

import io.millrace.curriculum.CurriculumConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.PromptRecords;
import java.io.Serializable;
import java.util.Optional;

/** Parts of the stage that reads prompts. */
public interface PromptParts extends Serializable {
    /** The training prompts. */
    Dataset prompts();

    /** The curriculum that selects training prompts; empty if all are visited equally often. */
    default Optional<CurriculumConfig> curriculum() {
        return Optional.empty();
    }

    /** Converts the records of a stream of prompts; the caller closes it. */
    PromptRecords promptRecords();
}
