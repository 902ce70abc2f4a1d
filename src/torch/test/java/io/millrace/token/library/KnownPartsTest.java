package io.millrace.token.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.ModelJson;
import io.millrace.token.json.ModelKit;
import io.millrace.token.json.SymbolVocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnownPartsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void tokenizersOfCommonModelsAreKnown(ModelKit model) {
        JsonNode json = ModelJson.read(model.write(folder).resolve("tokenizer.json"));
        assertThat(KnownParts.unknown(json)).isEmpty();
    }

    @Test
    void theTokenizerThatMillraceWritesIsKnown() {
        new SymbolVocabulary(List.of("a", "b ")).write(folder, 64);
        assertThat(KnownParts.unknown(ModelJson.read(folder.resolve("tokenizer.json"))))
                .isEmpty();
    }

    private JsonNode with(String added) {
        JsonNode json = ModelJson.read(ModelKit.QWEN3.write(folder).resolve("tokenizer.json"));
        ((ObjectNode) json.at("/added_tokens/0")).put("content", added);
        return json;
    }

    /** Each of these makes the library abort, or is not known to be safe. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/normalizer | {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"} | normalizer of type Precompiled",
                "/normalizer | {\"type\": \"NFC\", \"form\": 1} | normalizer of type NFC",
                "/normalizer | {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"(a+)+b\"}, \"content\": \"x\"} | normalizer of type Replace",
                "/pre_tokenizer | {\"type\": \"Split\", \"pattern\": {\"Regex\": \"(a+)+b\"}, \"behavior\": \"Isolated\", \"invert\": false} | pre_tokenizer of type Split",
                "/decoder | {\"type\": \"ByteLevel\"} | decoder of type ByteLevel",
                "/decoder | [[[]]] | decoder",
                "/decoder | {\"type\": \"Strip\", \"content\": \" \", \"start\": 0, \"stop\": 1} | decoder of type Strip",
                "/post_processor/single/0/SpecialToken/id | \"<none>\" | post_processor of type TemplateProcessing",
                "/post_processor/single/1/Sequence/id | \"B\" | post_processor of type TemplateProcessing",
                "/model/continuing_subword_prefix | \"##\" | model of type BPE",
                "/model/dropout | 0.5 | model of type BPE",
                "/model/type | \"Unigram\" | model of type Unigram",
                "/truncation | {} | truncation",
                "/added_tokens/0/content | \"\" | added_tokens",
                "/added_tokens/0/lstrip | true | added_tokens",
                "/normalizer | {\"type\": \"Replace\", \"pattern\": {\"String\": \"a\"}, \"content\": \"aa\"} | normalizer of type Replace",
                "/strange | 1 | strange"
            })
    void aPartThatIsNotKnownIsNamed(String path, String value, String name) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = ModelJson.read(ModelKit.LLAMA_3_1.write(folder).resolve("tokenizer.json"));
        int last = path.lastIndexOf('/');
        JsonNode within = json.at(path.substring(0, last));
        ((ObjectNode) within).set(path.substring(last + 1), mapper.readTree(value));
        assertThat(KnownParts.unknown(json)).contains(name);
    }

    @Test
    void slowFilesAreNotKnownToBeSafe() {
        assertThat(KnownParts.unknown(with("a".repeat(1_000)))).isEmpty();
        assertThat(KnownParts.unknown(with("a".repeat(1_001)))).contains("added_tokens");
    }
}
