package io.millrace.token;

/**
 * A format of tokenizer files in Hugging Face folders. Formats in other modules and in users' jars are discovered by
 * {@link java.util.ServiceLoader}.
 */
public interface TokenizerFormat {
    /** A folder's tokenizer, before options are applied. */
    interface Source {
        /** @throws io.millrace.model.PolicyException if the folder does not support the options */
        Tokenizer with(TokenizerOptions options);
    }

    /** Files that a folder must contain for this format, for error messages, such as {@code tokenizer.json}. */
    String holds();

    /** Whether a folder is in this format; its files may still be broken. */
    boolean matches(ModelFiles files);

    /**
     * Reads the tokenizer files of a folder in this format.
     *
     * @throws io.millrace.model.PolicyException if a file is broken, or requires an unsupported feature, which the message names
     */
    Source open(ModelFiles files);
}
