package io.millrace.fuzz;

import io.millrace.token.library.TokenizerFuzz;
import io.millrace.verify.http.ReplyFuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** All fuzz targets. */
final class FuzzTargets {
    private FuzzTargets() {}

    /** @param folder folder for valid files that are created first */
    static List<FuzzTarget> all(Path folder) throws IOException {
        return List.of(
                new ConfigFuzz(),
                RecordsFuzz.lines(),
                RecordsFuzz.array(),
                new ParquetFuzz(folder.resolve("parquet")),
                new SafetensorsFuzz(folder.resolve("safetensors")),
                new ModelFuzz(folder.resolve("model")),
                new TokenizerFuzz(folder.resolve("tokenizer")),
                new TemplateFuzz(),
                new TraceFuzz(),
                new ChannelFuzz(folder.resolve("channel")),
                new StoreFuzz(folder.resolve("store")),
                new ReplyFuzz());
    }
}
