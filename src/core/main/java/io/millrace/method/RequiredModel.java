package io.millrace.method;

import static java.util.Objects.requireNonNull;

/**
 * A model that a method needs besides the policy. It is located and checked before a run starts.
 *
 * @param key option that names it: {@code method.rearl.revise.model}
 * @param folder Hugging Face folder, as configured
 */
public record RequiredModel(String key, String folder) {
    public RequiredModel {
        requireNonNull(key, "key");
        requireNonNull(folder, "folder");
    }
}
