package io.millrace.jobs.dashboard;

/** A request that cannot be answered; its message is sent to the client. */
final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** An invalid parameter. */
    static BadRequestException invalid(String message) {
        return new BadRequestException(400, message);
    }

    /** Something that does not exist. */
    static BadRequestException notFound(String message) {
        return new BadRequestException(404, message);
    }

    /** The HTTP status. */
    int status() {
        return status;
    }
}
