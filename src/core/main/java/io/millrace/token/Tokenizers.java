package io.millrace.token;

import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the tokenizer of a Hugging Face folder.
 *
 * <p>A folder is read once per JVM and again only if one of its tokenizer files has changed: tokenizers are immutable and
 * thread-safe, and reading tokenizer.json takes a second.
 */
public final class Tokenizers {
    private static final Map<Path, Entry> LOADED = new ConcurrentHashMap<>();

    /**
     * State of a folder's files, and the tokenizers created from them.
     *
     * @param files size and time of the last change of each
     * @param source creates tokenizers from the files in that state
     * @param made tokenizers by requested options
     */
    private record Entry(List<String> files, TokenizerFormat.Source source, Map<TokenizerOptions, Tokenizer> made) {}

    private Tokenizers() {}

    /** The tokenizer of a folder, with prompts formatted by the folder's own chat template. */
    public static Tokenizer load(Path folder) {
        return load(folder, ChatConfig.OWN);
    }

    /**
     * The tokenizer of a folder, in the first matching {@link TokenizerFormat}; character tokenizers come first. Returns the same
     * object as long as the files do not change.
     *
     * @param chat conversion of conversations to prompts; ignored by character tokenizers
     * @throws PolicyException if there is none, or it requires an unsupported feature, which the message names
     */
    public static Tokenizer load(Path folder, ChatConfig chat) {
        return load(folder, chat, Set.of());
    }

    /**
     * As {@link #load(Path, ChatConfig)}, with text for some special tokens.
     *
     * @param shown their texts, such as think tags; tokens that are not special or not in the vocabulary are ignored
     */
    public static Tokenizer load(Path folder, ChatConfig chat, Set<String> shown) {
        TokenizerOptions options = new TokenizerOptions(chat, shown);
        try {
            Entry entry = LOADED.compute(
                    folder.toRealPath(),
                    (path, loaded) -> loaded != null && loaded.files().equals(files(path))
                            ? loaded
                            : new Entry(files(path), source(folder), new ConcurrentHashMap<>()));
            return entry.made().computeIfAbsent(options, entry.source()::with);
        } catch (IOException e) {
            return source(folder).with(options);
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

    private static TokenizerFormat.Source source(Path folder) {
        ModelFiles files = ModelFiles.of(folder);
        List<TokenizerFormat> formats = formats();
        return formats.stream()
                .filter(format -> format.matches(files))
                .findFirst()
                .orElseThrow(() ->
                        new PolicyException("%s: must contain %s, had neither; convert the tokenizer to tokenizer.json"
                                .formatted(folder, holds(formats))))
                .open(files);
    }

    /** Lists the last format first, since it is the one to convert others to. */
    private static String holds(List<TokenizerFormat> formats) {
        List<String> holds = new ArrayList<>();
        formats.forEach(format -> holds.add(0, format.holds()));
        return String.join(", or ", holds);
    }

    private static List<TokenizerFormat> formats() {
        List<TokenizerFormat> formats = new ArrayList<>(List.of(new CharacterFormat()));
        ServiceLoader.load(TokenizerFormat.class, TokenizerFormat.class.getClassLoader())
                .forEach(formats::add);
        return formats;
    }
}
