package io.millrace.token;

/** One token per character: tokenizer_config.json with {@code char_ords}. Prompts are built without chat templates. */
final class CharacterFormat implements TokenizerFormat {
    @Override
    public String holds() {
        return "tokenizer_config.json with char_ords";
    }

    @Override
    public boolean matches(ModelFiles files) {
        return files.tokenizerConfig().path("char_ords").isArray();
    }

    @Override
    public Source open(ModelFiles files) {
        Tokenizer characters = CharacterTokenizer.parse(files);
        return options -> characters;
    }
}
