package io.millrace.token.library;

import io.millrace.model.PolicyException;
import io.millrace.token.library.Frames.Frame;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tokenizer library in a child process. If the child crashes or hangs on a request, that request fails and the
 * next one starts a new child.
 *
 * <p>The child ends when this object is garbage-collected or this process exits, whichever comes first.
 */
final class ChildLibrary implements TokenLibrary {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Path file;
    private final Slot slot = new Slot();

    private ChildLibrary(Path file) {
        this.file = file;
        Slot mine = slot;
        CLEANER.register(this, mine::end);
    }

    /** The running child, if there is one. */
    private static final class Slot {
        private @Nullable ChildProcess child;

        private synchronized void end() {
            if (child != null) {
                child.kill();
                child = null;
            }
        }
    }

    /**
     * Starts a child, which checks that the library can read the file.
     *
     * @throws PolicyException if it cannot
     */
    static ChildLibrary start(Path file) {
        ChildLibrary library = new ChildLibrary(file);
        try {
            synchronized (library.slot) {
                library.child();
            }
            return library;
        } catch (ChildException e) {
            throw new PolicyException("%s: is not a tokenizer: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public EncodedText encode(String text, boolean special) {
        String checked = TokenLibrary.checked(text);
        byte[] answer = ask(
                "text of %d characters cannot be encoded".formatted(checked.length()),
                special ? Frames.ENCODE_SPECIAL : Frames.ENCODE,
                checked.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        int[] ids = new int[answer.length / 5];
        boolean[] added = new boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes.getInt();
            added[i] = bytes.get() == 1;
        }
        return new EncodedText(ids, added);
    }

    @Override
    public String decode(int[] ids, boolean special) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * Integer.BYTES);
        for (int id : ids) {
            bytes.putInt(id);
        }
        return new String(
                ask(
                        "%d tokens cannot be decoded".formatted(ids.length),
                        special ? Frames.DECODE_SPECIAL : Frames.DECODE,
                        bytes.array()),
                StandardCharsets.UTF_8);
    }

    private byte[] ask(String problem, byte kind, byte[] content) {
        synchronized (slot) {
            ChildProcess child = restarted();
            try {
                Frame answer = child.ask(kind, content);
                if (answer.kind() == Frames.ANSWER) {
                    return answer.content();
                }
                throw refused(problem, new String(answer.content(), StandardCharsets.UTF_8));
            } catch (ChildException e) {
                slot.end();
                throw refused(problem, String.valueOf(e.getMessage()));
            }
        }
    }

    private PolicyException refused(String problem, String why) {
        return new PolicyException("%s: %s: %s".formatted(file, problem, why));
    }

    private ChildProcess child() throws ChildException {
        ChildProcess running = slot.child;
        if (running != null && running.alive()) {
            return running;
        }
        slot.end();
        ChildProcess started = ChildProcess.start(file);
        slot.child = started;
        return started;
    }

    /**
     * Like {@link #child}, but throws {@link IllegalStateException}: the file could be read before, so the failure is not
     * the fault of the request.
     */
    private ChildProcess restarted() {
        try {
            return child();
        } catch (ChildException e) {
            throw new IllegalStateException(
                    "%s: the tokenizer's process could not be restarted: %s".formatted(file, e.getMessage()), e);
        }
    }
}
