package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Prompts that are removed from training because they are used for evaluation. Prompts are compared by letters and digits.
 *
 * @param eval whether the prompts of {@code data.eval} are removed
 * @param files further files of prompts to remove; each of their records must be readable
 * @param prompt path of the prompt in these files; blank takes the first present of {@code prompt}, {@code problem},
 *     {@code question}
 */
public record DecontaminationConfig(boolean eval, List<String> files, String prompt) {
    public DecontaminationConfig {
        files = List.copyOf(files);
        requireNonNull(prompt, "prompt");
    }
}
