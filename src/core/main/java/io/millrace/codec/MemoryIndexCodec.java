package io.millrace.codec;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@link MemoryIndex} as packed bytes, about 25 per entry: it is read and written on every visit. */
public final class MemoryIndexCodec implements Codec<MemoryIndex> {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(MemoryIndex index, DataOutput out) throws IOException {
        Fields.writeNumber(index.next(), out);
        Fields.writeNumber(index.entries().size(), out);
        long number = 0;
        long visit = 0;
        long version = 0;
        long time = 0;
        for (IndexEntry entry : index.entries()) {
            writeDifference(entry.number() - number, out);
            writeDifference(entry.visit() - visit, out);
            writeDifference(entry.version() - version, out);
            writeDifference(entry.time() - time, out);
            out.writeByte(Code.of(entry.verdict()));
            out.writeByte(Code.of(entry.context()));
            out.writeByte(Code.of(entry.finish()));
            out.writeFloat(entry.reward());
            Fields.writeNumber(entry.tokens(), out);
            out.writeLong(entry.fingerprint());
            number = entry.number();
            visit = entry.visit();
            version = entry.version();
            time = entry.time();
        }
    }

    @Override
    public MemoryIndex read(int codecVersion, DataInput in) throws IOException {
        long next = Fields.readNumber(in);
        int size = Fields.readLength(in);
        List<IndexEntry> entries = new ArrayList<>();
        long number = 0;
        long visit = 0;
        long version = 0;
        long time = 0;
        for (int i = 0; i < size; i++) {
            number += readDifference(in);
            visit += readDifference(in);
            version += readDifference(in);
            time += readDifference(in);
            var verdict = Code.verdict(in.readByte());
            var context = Code.context(in.readByte());
            var finish = Code.finish(in.readByte());
            float reward = in.readFloat();
            int tokens = (int) Fields.readNumber(in);
            entries.add(new IndexEntry(
                    number, visit, verdict, reward, tokens, version, context, finish, time, in.readLong()));
        }
        return new MemoryIndex(entries, next);
    }

    /** Zigzag encoding: 0, -1, 1, -2, ... are written as 0, 1, 2, 3, ... */
    private static void writeDifference(long difference, DataOutput out) throws IOException {
        Fields.writeNumber(difference << 1 ^ difference >> 63, out);
    }

    private static long readDifference(DataInput in) throws IOException {
        long number = Fields.readNumber(in);
        return number >>> 1 ^ -(number & 1);
    }
}
