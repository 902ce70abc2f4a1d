package io.millrace.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Data sets of JSON lines. */
final class LinesFuzz implements FuzzTarget {
    private static final byte[] ALL = all();

    private static byte[] all() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String between = "";
        for (byte[] record : DataReading.RECORDS) {
            all.writeBytes(between.getBytes());
            all.writeBytes(record);
            between = "\n";
        }
        all.write('\n');
        return all.toByteArray();
    }

    @Override
    public String name() {
        return "jsonl";
    }

    @Override
    public int weight() {
        return 14;
    }

    @Override
    public Form form() {
        return Form.LINES;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(ALL);
    }

    @Override
    public List<String> words() {
        return DataReading.WORDS;
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        return DataReading.read(Files.write(folder.resolve("a.jsonl"), input), random);
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return DataReading.REFUSALS;
    }
}
