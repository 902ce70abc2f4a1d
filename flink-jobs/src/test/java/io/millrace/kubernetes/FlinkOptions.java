package io.millrace.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;

/** Checks names and values of Flink's options; those of the operator and of S3, which no artifact contains, by a list. */
public final class FlinkOptions {
    private static final List<Pattern> NAMED = Stream.of(
                    "external-resource\\.gpu\\.(amount|driver-factory\\.class|kubernetes\\.config-key|param\\.discovery-script\\.path)",
                    "metrics\\.reporter\\.prom\\.(factory\\.class|port)",
                    "s3\\.(endpoint|path\\.style\\.access)",
                    "kubernetes\\.operator\\.(job\\.upgrade\\.last-state\\.max\\.allowed\\.checkpoint\\.age"
                            + "|savepoint\\.history\\.max\\.count|periodic\\.savepoint\\.interval"
                            + "|cluster\\.health-check\\.enabled|deployment\\.readiness\\.timeout)")
            .map(Pattern::compile)
            .toList();

    private final Map<String, ConfigOption<?>> options = new LinkedHashMap<>();

    public FlinkOptions() {
        core().forEach(this::add);
        add(KubernetesConfigOptions.class);
        add(AutoScalerOptions.class);
    }

    /** The classes of Flink's core that declare options. */
    private static List<Class<?>> core() {
        String folder = CoreOptions.class.getPackageName().replace('.', '/');
        List<Class<?>> all = new ArrayList<>();
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(CoreOptions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()));
                Stream<Path> classes = Files.list(jar.getPath(folder))) {
            for (Path file : classes.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("Options.class")) {
                    all.add(Class.forName(
                            CoreOptions.class.getPackageName() + "." + name.substring(0, name.length() - 6)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    private void add(Class<?> holder) {
        for (Field field : holder.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                try {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    options.put(option.key(), option);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** The faults of some options; empty if all are known and have values of their types. */
    public List<String> faults(Map<String, String> settings) {
        List<String> faults = new ArrayList<>();
        Configuration configuration = Configuration.fromMap(settings);
        settings.keySet().forEach(key -> {
            ConfigOption<?> option = options.get(key);
            if (option == null
                    && NAMED.stream().noneMatch(named -> named.matcher(key).matches())) {
                faults.add("%s is not an option of Flink".formatted(key));
            } else if (option != null) {
                try {
                    configuration.getOptional(option);
                } catch (IllegalArgumentException e) {
                    faults.add("%s: %s".formatted(key, e.getMessage()));
                }
            }
        });
        return faults;
    }
}
