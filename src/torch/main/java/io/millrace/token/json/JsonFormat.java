package io.millrace.token.json;

import io.millrace.token.ModelFiles;
import io.millrace.token.TokenizerFormat;
import java.nio.file.Files;

/** A tokenizer.json with a chat template. */
public final class JsonFormat implements TokenizerFormat {
    @Override
    public String holds() {
        return "tokenizer.json";
    }

    @Override
    public boolean matches(ModelFiles files) {
        return Files.exists(files.folder().resolve("tokenizer.json"));
    }

    @Override
    public Source open(ModelFiles files) {
        Vocabulary vocabulary = Vocabulary.read(files);
        return options -> new JsonTokenizer(vocabulary, ChatTemplate.of(files, options.chat()), options.shown());
    }
}
