package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which prompts are kept out of training, because they are measured on. They are compared by letters and digits.
 *
 * @param eval whether those of {@code data.eval} are
 * @param files further files of prompts that are; each of their records must be readable
 * @param prompt path of the prompt in these files; blank takes the first present of {@code prompt}, {@code problem}, {@code
 *     question}
 */
public record DecontaminationConfig(boolean eval, List<String> files, String prompt) {
    public DecontaminationConfig {
        files = List.copyOf(files);
        requireNonNull(prompt, "prompt");
    }
}
