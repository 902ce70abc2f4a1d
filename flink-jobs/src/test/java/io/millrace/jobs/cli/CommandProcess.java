package io.millrace.jobs.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the command line in a separate JVM, as the launcher starts it.
 *
 * @param process the JVM
 * @param output file with its output
 */
record CommandProcess(Process process, Path output) {
    /** The result of a command. */
    record Result(int exit, String output) {}

    static CommandProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, List.of(), arguments);
    }

    /** With folders on the class path before those of the tests, as {@code MILLRACE_CLASSPATH} adds them. */
    static CommandProcess start(Path folder, List<Path> classPath, String... arguments) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dlog4j2.configurationFile="
                        + Path.of("src/main/resources/log4j2-millrace.properties")
                                .toUri(),
                "-Dmillrace.command=./millrace",
                "-Dmillrace.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                classPath.stream().map(path -> path + File.pathSeparator).collect(Collectors.joining())
                        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Millrace.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new CommandProcess(process, output);
    }

    Result await() throws IOException, InterruptedException {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the command did not end within 10 minutes:\n" + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    static Result run(Path folder, String... arguments) throws IOException, InterruptedException {
        return start(folder, arguments).await();
    }
}
