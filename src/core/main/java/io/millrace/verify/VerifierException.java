package io.millrace.verify;

/** Thrown if a verifier cannot be created. */
public final class VerifierException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * @param name the name of the verifier
     * @param cause reason why it cannot be created
     */
    public VerifierException(String name, Throwable cause) {
        super("verifier %s: could not be created: %s".formatted(name, cause), cause);
    }
}
