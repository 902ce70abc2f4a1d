package io.millrace.verify.math.number;

/** Something is well formed but has a symbol that is not known here, so that it can only be compared as it is written. */
public final class UnknownSymbolException extends UnreadableException {
    private static final long serialVersionUID = 1;

    public UnknownSymbolException(String message) {
        super(message);
    }
}
