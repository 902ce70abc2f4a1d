package io.millrace.token;

import io.millrace.model.PolicyException;
import io.millrace.ordered.OrderedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the tokenizer of a Hugging Face folder.
 *
 * <p>A folder is read once in a JVM and again only when a file in it that a tokenizer is made of has changed: tokenizers are
 * immutable and thread-safe, and one that is made of tokenizer.json takes a second to be read.
 */
public final class Tokenizers {
    private static final Map<Path, Entry> LOADED = new ConcurrentHashMap<>();

    /**
     * State of a folder's files, and the tokenizers made from them.
     *
     * @param files size and time of the last change of each
     * @param source makes tokenizers of the files as they were
     * @param made by what they were asked for
     */
    private record Entry(List<String> files, Source source, Map<Asked, Tokenizer> made) {}

    /**
     * Options with which a tokenizer of a folder is requested.
     *
     * @param shown special tokens that are decoded as they are written
     */
    private record Asked(ChatConfig chat, Set<String> shown) {}

    /** A folder's tokenizer but for the way in which conversations become prompts. */
    private interface Source {
        Tokenizer with(Asked asked);
    }

    private Tokenizers() {}

    /** The tokenizer of a folder, with prompts by the folder's own chat template. */
    public static Tokenizer load(Path folder) {
        return load(folder, ChatConfig.OWN);
    }

    /**
     * The tokenizer of a folder: one token a character if tokenizer_config.json has {@code char_ords}, else what
     * tokenizer.json says. The same one each time, as long as the files do not change.
     *
     * @param chat how conversations become prompts; one token a character has a way of its own
     * @throws PolicyException if there is none, or it asks for what is not implemented, by name
     */
    public static Tokenizer load(Path folder, ChatConfig chat) {
        return load(folder, chat, Set.of());
    }

    /**
     * As {@link #load(Path, ChatConfig)}, with text for some special tokens.
     *
     * @param shown their contents, such as think tags; those that the vocabulary has as other tokens, or not at all, change nothing
     */
    public static Tokenizer load(Path folder, ChatConfig chat, Set<String> shown) {
        Asked asked = new Asked(chat, OrderedSet.copyOf(shown));
        try {
            Entry entry = LOADED.compute(
                    folder.toRealPath(),
                    (path, loaded) -> loaded != null && loaded.files().equals(files(path))
                            ? loaded
                            : new Entry(files(path), source(folder), new ConcurrentHashMap<>()));
            return entry.made().computeIfAbsent(asked, entry.source()::with);
        } catch (IOException e) {
            return source(folder).with(asked);
        }
    }

    private static List<String> files(Path folder) {
        return ModelFiles.ALL.stream().map(name -> state(folder.resolve(name))).toList();
    }

    private static String state(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "none";
        }
    }

    private static Source source(Path folder) {
        ModelFiles files = ModelFiles.of(folder);
        if (files.tokenizerConfig().path("char_ords").isArray()) {
            Tokenizer characters = CharacterTokenizer.parse(files);
            return asked -> characters;
        }
        if (!Files.exists(folder.resolve("tokenizer.json"))) {
            throw new PolicyException(
                    "%s: must hold tokenizer.json, or tokenizer_config.json with char_ords, held neither; convert the tokenizer to tokenizer.json"
                            .formatted(folder));
        }
        Vocabulary vocabulary = Vocabulary.read(files);
        return asked -> new JsonTokenizer(vocabulary, ChatTemplate.of(files, asked.chat()), asked.shown());
    }
}
