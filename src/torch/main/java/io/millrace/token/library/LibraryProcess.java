package io.millrace.token.library;

import io.millrace.model.PolicyException;
import io.millrace.token.library.Frames.Frame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The child process: answers requests over its standard input and output, one at a time, until its input ends. */
final class LibraryProcess {
    private final DirectLibrary library;

    private LibraryProcess(DirectLibrary library) {
        this.library = library;
    }

    /** @param arguments the tokenizer.json */
    public static void main(String[] arguments) throws Exception {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        System.setOut(System.err);
        BlockingQueue<Frame> requests = requests();
        LibraryProcess process;
        try {
            process = new LibraryProcess(new DirectLibrary(Path.of(arguments[0])));
            Frames.write(out, Frames.ANSWER, new byte[0]);
        } catch (PolicyException e) {
            Frames.write(out, Frames.REFUSAL, message(e));
            return;
        }
        while (true) {
            Frame request = requests.take();
            Frame answer = process.answer(request);
            Frames.write(out, answer.kind(), answer.content());
        }
    }

    /** Reads input on a separate thread: when the parent is gone, this process ends even during an endless match. */
    private static BlockingQueue<Frame> requests() {
        BlockingQueue<Frame> requests = new ArrayBlockingQueue<>(1);
        Thread reader = new Thread(() -> {
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16))) {
                Optional<Frame> next = Frames.read(in);
                while (next.isPresent()) {
                    requests.put(next.get());
                    next = Frames.read(in);
                }
            } catch (IOException | InterruptedException e) {
                // The parent is gone.
            }
            Runtime.getRuntime().halt(0);
        });
        reader.setDaemon(true);
        reader.start();
        return requests;
    }

    private Frame answer(Frame request) {
        try {
            boolean decodes = request.kind() == Frames.DECODE || request.kind() == Frames.DECODE_SPECIAL;
            return new Frame(Frames.ANSWER, decodes ? decoded(request) : encoded(request));
        } catch (PolicyException e) {
            return new Frame(Frames.REFUSAL, message(e));
        }
    }

    private byte[] decoded(Frame request) {
        return library.decode(ids(request.content()), request.kind() == Frames.DECODE_SPECIAL)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] encoded(Frame request) {
        String text = new String(request.content(), StandardCharsets.UTF_8);
        EncodedText encoded = library.encode(text, request.kind() == Frames.ENCODE_SPECIAL);
        int[] ids = encoded.ids();
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * (Integer.BYTES + 1));
        for (int i = 0; i < ids.length; i++) {
            bytes.putInt(ids[i]).put((byte) (encoded.special()[i] ? 1 : 0));
        }
        return bytes.array();
    }

    private static int[] ids(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        int[] ids = new int[content.length / Integer.BYTES];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes.getInt();
        }
        return ids;
    }

    /** The library's message; the parent adds the file and the rule. */
    private static byte[] message(PolicyException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
}
