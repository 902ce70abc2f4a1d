package io.millrace.fuzz;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelReader;
import io.millrace.channel.ChannelRepair;
import io.millrace.channel.ChannelsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders of channels in which one file is damaged, truncated, missing or renamed. */
final class ChannelFuzz implements FuzzTarget {
    private static final ChannelsConfig SMALL = new ChannelsConfig(60, Duration.ZERO, 0);
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final Map<String, byte[]> files = new TreeMap<>();

    ChannelFuzz(Path folder) throws IOException {
        for (int i = 0; i < 6; i++) {
            ChannelPublisher.append(
                    folder,
                    List.of("{\"a\":%d}".formatted(i), "{\"b\":\"%s\"}".formatted("x".repeat(i))),
                    SMALL,
                    CLOCK);
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    @Override
    public String name() {
        return "channel";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public Form form() {
        return Form.JSON;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(files.get("head.json"));
    }

    @Override
    public List<String> words() {
        return List.of("records", "segment", "bytes");
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        if (random.nextInt(3) == 0) {
            Files.write(folder.resolve("head.json"), input);
        } else {
            damage(folder, random);
        }
        boolean whole = read(folder);
        ChannelRepair.repair(folder);
        if (!read(folder)) {
            throw new AssertionError("a repaired channel must be readable");
        }
        ChannelPublisher.append(folder, List.of("{}"), SMALL, CLOCK);
        return whole;
    }

    private void damage(Path folder, SplittableRandom random) throws IOException {
        List<String> names = new ArrayList<>(files.keySet());
        Path file = folder.resolve(names.get(random.nextInt(names.size())));
        switch (random.nextInt(5)) {
            case 0 -> Files.delete(file);
            case 1 -> Files.move(file, folder.resolve("%020d.jsonl".formatted(random.nextLong(Long.MAX_VALUE))));
            case 2 -> Files.write(file, new byte[0]);
            default -> Files.write(file, new Mutator(random, List.of()).damage(Files.readAllBytes(file), Form.BINARY));
        }
    }

    /** Whether the whole channel can be read. */
    private static boolean read(Path folder) throws IOException {
        try {
            ChannelReader.published(folder);
            try (Stream<String> lines = ChannelReader.lines(folder)) {
                lines.forEach(String::length);
            }
            return true;
        } catch (ChannelException e) {
            return false;
        }
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(ChannelException.class);
    }
}
