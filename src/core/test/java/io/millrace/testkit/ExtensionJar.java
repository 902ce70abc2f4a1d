package io.millrace.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.plugin.Extension;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A user's jar: custom classes, compiled against Millrace, and their registration files. */
public final class ExtensionJar {
    private ExtensionJar() {}

    /** A class loader that sees a jar without resources. */
    public static URLClassLoader loader(
            Path folder, Map<String, String> sources, Map<Class<?>, List<String>> registered) throws IOException {
        return loader(folder, sources, Map.of(), registered);
    }

    /**
     * A class loader that sees a jar in addition to the classes of the test, as with MILLRACE_CLASSPATH.
     *
     * @param folder the folder for the compiled classes
     * @param sources by class name
     * @param resources texts by path in the jar
     * @param registered names of classes or formulas by extension point
     */
    public static URLClassLoader loader(
            Path folder,
            Map<String, String> sources,
            Map<String, String> resources,
            Map<Class<?>, List<String>> registered)
            throws IOException {
        Path classes = compile(folder, sources);
        for (Map.Entry<String, String> resource : resources.entrySet()) {
            Path file = classes.resolve(resource.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, resource.getValue());
        }
        registered.forEach((point, names) -> register(classes, point, names));
        Path jar = folder.resolve("own.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path path : compiled.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(path).toString().replace(File.separatorChar, '/')));
                zip.write(Files.readAllBytes(path));
            }
        }
        return new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, Thread.currentThread().getContextClassLoader());
    }

    /** Runs work with a class loader as the thread's context class loader. */
    public static <T> T with(ClassLoader loader, Callable<T> work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void register(Path classes, Class<?> point, List<String> names) {
        try {
            Path file = classes.resolve("META-INF/services").resolve(point.getName());
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", names) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path compile(Path folder, Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp", classPath()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("sources").resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        var output = new ByteArrayOutputStream();
        int status = sources.isEmpty() ? 0 : javac.run(null, output, output, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalArgumentException(output.toString(StandardCharsets.UTF_8));
        }
        return classes;
    }

    private static String classPath() {
        return Stream.of(Extension.class, JsonNode.class)
                .map(type -> {
                    try {
                        return Path.of(type.getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString();
                    } catch (URISyntaxException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.joining(File.pathSeparator));
    }
}
