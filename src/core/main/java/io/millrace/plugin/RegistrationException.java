package io.millrace.plugin;

/** Thrown if a registered entry is not a valid extension. */
public final class RegistrationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String where;

    /**
     * @param where file that holds the registration, or class that is registered
     * @param rule the rule and the value
     */
    public RegistrationException(String where, String rule) {
        super(where + ": " + rule);
        this.where = where;
    }

    /**
     * @param cause underlying cause
     */
    public RegistrationException(String where, String rule, Throwable cause) {
        super(where + ": " + rule, cause);
        this.where = where;
    }

    /** The file that holds the registration, or the class that is registered. */
    public String where() {
        return where;
    }

    /** The rule and the value. */
    public String rule() {
        return String.valueOf(getMessage()).substring(where.length() + 2);
    }
}
