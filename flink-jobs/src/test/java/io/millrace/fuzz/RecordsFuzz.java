package io.millrace.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Data sets of JSON, as lines or as one array.
 *
 * @param name also the ending of the files
 * @param weight how often it is chosen, relative to the others
 * @param form the form of the files
 * @param seed a valid file
 */
record RecordsFuzz(String name, int weight, Form form, byte[] seed) implements FuzzTarget {
    static RecordsFuzz lines() {
        return new RecordsFuzz("jsonl", 14, Form.LINES, records("", "\n", "\n"));
    }

    static RecordsFuzz array() {
        return new RecordsFuzz("json", 6, Form.JSON, records("[", ",", "]"));
    }

    private static byte[] records(String before, String between, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String next = before;
        for (byte[] record : DataReading.RECORDS) {
            all.writeBytes(next.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(record);
            next = between;
        }
        all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(seed);
    }

    @Override
    public List<String> words() {
        return DataReading.WORDS;
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        return DataReading.read(Files.write(folder.resolve("a." + name), input), random);
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return DataReading.REFUSALS;
    }
}
