package io.millrace.state.codec;

import io.millrace.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link Chunk} as bytes: its length and its content. */
final class ChunkCodec implements Codec<Chunk> {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Chunk chunk, DataOutput out) throws IOException {
        out.writeInt(chunk.bytes().length);
        out.write(chunk.bytes());
    }

    @Override
    public Chunk read(int version, DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new Chunk(bytes);
    }
}
