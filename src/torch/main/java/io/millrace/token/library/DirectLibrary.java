package io.millrace.token.library;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.millrace.model.PolicyException;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Runs the library in this process. Its native memory is freed when this object is collected. */
final class DirectLibrary implements TokenLibrary {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Map<String, String> OPTIONS =
            OrderedMap.of("addSpecialTokens", "false", "padding", "false", "truncation", "false");

    private final Path file;
    private final HuggingFaceTokenizer library;

    /** @throws PolicyException if the library refuses the file */
    DirectLibrary(Path file) {
        this.file = file;
        try {
            HuggingFaceTokenizer opened = HuggingFaceTokenizer.newInstance(file, OPTIONS);
            CLEANER.register(this, opened::close);
            library = opened;
        } catch (IOException | RuntimeException e) {
            throw new PolicyException("%s: is not a tokenizer: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public EncodedText encode(String text, boolean special) {
        try {
            Encoding encoding = library.encode(TokenLibrary.checked(text), special, false);
            int[] ids =
                    Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
            boolean[] added = new boolean[ids.length];
            long[] mask = encoding.getSpecialTokenMask();
            for (int i = 0; i < added.length; i++) {
                added[i] = mask[i] == 1;
            }
            return new EncodedText(ids, added);
        } catch (PolicyException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PolicyException("%s: text cannot be encoded: %s".formatted(file, e.getMessage()), e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public String decode(int[] ids, boolean special) {
        try {
            return library.decode(Arrays.stream(ids).asLongStream().toArray(), !special);
        } catch (RuntimeException e) {
            throw new PolicyException("%s: tokens cannot be decoded: %s".formatted(file, e.getMessage()), e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
