package io.millrace.operators.observe;

import io.millrace.state.codec.Chunk;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.MapFunction;

/** The records of the channel of episodes as lines. */
public final class EpisodeLines implements MapFunction<Chunk, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String map(Chunk record) {
        return new String(record.bytes(), StandardCharsets.UTF_8);
    }
}
