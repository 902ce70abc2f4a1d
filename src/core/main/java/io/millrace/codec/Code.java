package io.millrace.codec;

import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.Verdict;
import java.io.IOException;

/**
 * Encodes constants as one byte. The codes are listed here, so that constants can be renamed, moved and added; a code must never be
 * reused.
 */
final class Code {
    private Code() {}

    static int of(Verdict.Kind kind) {
        return switch (kind) {
            case CORRECT -> 0;
            case INCORRECT -> 1;
            case UNGRADED -> 2;
        };
    }

    static Verdict.Kind verdict(int code) throws IOException {
        return switch (code) {
            case 0 -> Verdict.Kind.CORRECT;
            case 1 -> Verdict.Kind.INCORRECT;
            case 2 -> Verdict.Kind.UNGRADED;
            default -> throw unknown("verdict", code);
        };
    }

    static int of(FinishReason finish) {
        return switch (finish) {
            case STOP -> 0;
            case LENGTH -> 1;
            case ABORT -> 2;
        };
    }

    static FinishReason finish(int code) throws IOException {
        return switch (code) {
            case 0 -> FinishReason.STOP;
            case 1 -> FinishReason.LENGTH;
            case 2 -> FinishReason.ABORT;
            default -> throw unknown("finish reason", code);
        };
    }

    static int of(Origin origin) {
        return switch (origin) {
            case SAMPLED -> 0;
            case REVISED -> 1;
            case REPLAYED -> 2;
            case COPIED -> 3;
        };
    }

    static Origin origin(int code) throws IOException {
        return switch (code) {
            case 0 -> Origin.SAMPLED;
            case 1 -> Origin.REVISED;
            case 2 -> Origin.REPLAYED;
            case 3 -> Origin.COPIED;
            default -> throw unknown("origin", code);
        };
    }

    static int of(PromptKind context) {
        return switch (context) {
            case PLAIN -> 0;
            case REFLECTION -> 1;
        };
    }

    static PromptKind context(int code) throws IOException {
        return switch (code) {
            case 0 -> PromptKind.PLAIN;
            case 1 -> PromptKind.REFLECTION;
            default -> throw unknown("context", code);
        };
    }

    static int of(LogProbs.Scale scale) {
        return switch (scale) {
            case NONE -> 0;
            case RAW -> 1;
            case SCALED -> 2;
            case FILTERED -> 3;
        };
    }

    static LogProbs.Scale scale(int code) throws IOException {
        return switch (code) {
            case 0 -> LogProbs.Scale.NONE;
            case 1 -> LogProbs.Scale.RAW;
            case 2 -> LogProbs.Scale.SCALED;
            case 3 -> LogProbs.Scale.FILTERED;
            default -> throw unknown("log-prob scale", code);
        };
    }

    private static IOException unknown(String what, int code) {
        return new IOException("payload: code of %s must be a known one, was %d".formatted(what, code));
    }
}
