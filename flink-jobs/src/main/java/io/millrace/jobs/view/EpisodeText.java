package io.millrace.jobs.view;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyStore;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes tokens to text with the tokenizer of a run's policy. Thread-safe. */
final class EpisodeText {
    private static final Logger LOG = LoggerFactory.getLogger(EpisodeText.class);

    /** A UTF-8 character spans at most this many tokens. */
    private static final int CONTEXT = 6;

    private final RunFolder folder;
    private volatile Optional<Tokenizer> tokenizer = Optional.empty();
    private volatile boolean failed;

    EpisodeText(RunFolder folder) {
        this.folder = folder;
    }

    private Optional<Tokenizer> tokenizer(String configured) {
        if (tokenizer.isEmpty() && !failed) {
            tokenizer = load(configured);
        }
        return tokenizer;
    }

    /** Loads the tokenizer, which is kept, because the policy's folder may be deleted with its version. */
    private Optional<Tokenizer> load(String configured) {
        PolicyStore store = new PolicyStore(folder.store());
        Stream<Path> newest = store.newestManifest().stream()
                .map(manifest -> store.version(manifest).path());
        List<Path> places = Stream.concat(
                        Stream.concat(Stream.of(folder.initialPolicy()), newest),
                        configured.isBlank() ? Stream.of() : Stream.of(Path.of(configured)))
                .filter(Files::isDirectory)
                .toList();
        for (Path place : places) {
            try {
                return Optional.of(Tokenizers.load(place));
            } catch (PolicyException e) {
                LOG.warn("dashboard: the tokenizer in {} could not be loaded", place, e);
                failed = true;
            }
        }
        return Optional.empty();
    }

    /**
     * The text of each token; concatenated, these are the whole text. If a character spans several tokens, the last of them has the
     * whole character and the others are empty.
     *
     * @param configured the policy's folder in the configuration; may be blank
     */
    List<String> pieces(TokenIds tokens, String configured) {
        Optional<Tokenizer> found = tokenizer(configured);
        List<String> pieces = new ArrayList<>();
        int[] ids = tokens.ids();
        int start = 0;
        for (int i = 0; i < ids.length; i++) {
            if (found.isEmpty()) {
                pieces.add("[" + ids[i] + "]");
                continue;
            }
            String before = text(found.get(), ids, start, i);
            String with = text(found.get(), ids, start, i + 1);
            if (with.endsWith("\uFFFD") && i + 1 < ids.length && i - start < CONTEXT) {
                pieces.add("");
                continue;
            }
            pieces.add(
                    with.startsWith(before.replaceAll("\uFFFD+$", ""))
                            ? with.substring(before.replaceAll("\uFFFD+$", "").length())
                            : with);
            start = Math.max(0, i - CONTEXT + 1);
        }
        return pieces;
    }

    /** The text of tokens; their ids if the run has no tokenizer. */
    String whole(TokenIds tokens, String configured) {
        return tokenizer(configured)
                .map(found -> found.written(tokens))
                .orElseGet(() -> String.join("", pieces(tokens, configured)));
    }

    private static String text(Tokenizer tokenizer, int[] ids, int from, int to) {
        return from >= to ? "" : tokenizer.written(new TokenIds(Arrays.copyOfRange(ids, from, to)));
    }
}
