package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that cannot be fulfilled; its message is sent to the client in the form of the server's dialect. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The reason, from which the dialect derives the form of its error. */
    public enum Kind {
        /** The request is not valid. */
        INVALID(400),
        /** The token is missing or another one. */
        UNAUTHORIZED(401),
        /** The request comes from a page of another site. */
        FORBIDDEN(403),
        /** There is no such path or model. */
        NOT_FOUND(404),
        /** The path has no such method. */
        METHOD(405),
        /** Prompt, or prompt and response, are longer than the context. */
        TOO_LONG(400),
        /** The body is too large. */
        TOO_LARGE(413),
        /** The server itself has failed. */
        FAILED(500),
        /** Too many responses are outstanding. */
        FULL(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    /**
     * Lengths of a request that does not fit.
     *
     * @param prompt in tokens
     * @param response requested maximum, in tokens; 0 if the prompt alone does not fit
     * @param context maximum length of both together, in tokens
     */
    public record Lengths(int prompt, int response, int context) {}

    private final Kind kind;
    private final String field;
    private final @Nullable Lengths lengths;

    private RequestException(
            Kind kind, String field, String message, @Nullable Lengths lengths, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
        this.field = requireNonNull(field, "field");
        this.lengths = lengths;
    }

    public RequestException(Kind kind, String message) {
        this(kind, "", message, null, null);
    }

    public RequestException(Kind kind, String message, Throwable cause) {
        this(kind, "", message, null, cause);
    }

    /** An invalid value of a field. */
    public static RequestException invalid(String field, String rule) {
        return new RequestException(Kind.INVALID, field, field + ": " + rule, null, null);
    }

    /** A prompt, or a prompt with its response, that is longer than the context. */
    public static RequestException tooLong(Lengths lengths) {
        String message = "prompt: must leave room for %d tokens in a context of %d tokens, had %d"
                .formatted(Math.max(1, lengths.response()), lengths.context(), lengths.prompt());
        return new RequestException(Kind.TOO_LONG, "prompt", message, lengths, null);
    }

    /** The lengths, if the request is too long. */
    public Optional<Lengths> lengths() {
        return Optional.ofNullable(lengths);
    }

    public Kind kind() {
        return kind;
    }

    /** The field at fault; empty if there is none. */
    public Optional<String> field() {
        return field.isEmpty() ? Optional.empty() : Optional.of(field);
    }
}
