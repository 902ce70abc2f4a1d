package io.millrace.fuzz;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Configuration files, and options of the command line. */
final class ConfigFuzz implements FuzzTarget {
    private final List<byte[]> seeds;
    private final List<String> words;

    ConfigFuzz() throws IOException {
        String all = ConfigReader.defaults().toYaml();
        Path shipped = Path.of("../deploy/conf");
        try (Stream<Path> files = Files.isDirectory(shipped) ? Files.list(shipped) : Stream.empty()) {
            seeds = Stream.concat(
                            Stream.of(all),
                            files.filter(file -> file.toString().endsWith(".yaml"))
                                    .sorted()
                                    .map(ConfigFuzz::text))
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
        words = all.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public Form form() {
        return Form.TEXT;
    }

    @Override
    public List<byte[]> seeds() {
        return seeds;
    }

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) throws IOException {
        Path file = folder.resolve("a.yaml");
        if (random.nextInt(3) > 0) {
            Files.write(file, input);
            return again(ConfigReader.read(file, List.of()));
        }
        String text = new String(input, StandardCharsets.UTF_8);
        int from = random.nextInt(text.length() + 1);
        String option = text.substring(from, Math.min(text.length(), from + 40)).replaceFirst(": *", "=");
        return again(ConfigReader.parse("", List.of(option), "fuzz"));
    }

    private static boolean again(MillraceConfig config) {
        MillraceConfig again = ConfigReader.parse(config.toYaml(), List.of(), "written");
        if (!again.toYaml().equals(config.toYaml())) {
            throw new AssertionError("configuration must be written as it was read: " + config.toYaml());
        }
        return true;
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(ConfigException.class);
    }
}
