package io.millrace.jobs.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts JVMs with the class path and the Millrace installation of this process. */
final class JavaProcess {
    private static final List<String> PASSED_ON =
            List.of("millrace.home", "millrace.command", "millrace.symja", "log4j2.configurationFile");
    private static final List<String> OPENED =
            List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED");

    private JavaProcess() {}

    /**
     * A process that has not been started.
     *
     * @param options JVM options
     * @param main name of the main class
     */
    static ProcessBuilder of(List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(OPENED);
        command.add("-Dai.djl.offline=true");
        command.add("-DOPT_OUT_TRACKING=true");
        PASSED_ON.forEach(name -> Optional.ofNullable(System.getProperty(name))
                .ifPresent(value -> command.add("-D%s=%s".formatted(name, value))));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Makes a process outlive this one and its terminal. */
    static ProcessBuilder detached(ProcessBuilder process) {
        List<String> command = new ArrayList<>(process.command());
        command.add(0, onPath("setsid") ? "setsid" : "nohup");
        return process.command(command).redirectInput(new File("/dev/null"));
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Starts a process: creates its folders and appends its standard output and error to a file. */
    static ProcessHandle start(ProcessBuilder process, ClusterFolder folder, String name) throws IOException {
        Files.createDirectories(folder.output(name).getParent());
        Files.createDirectories(folder.temporary(name));
        File output = folder.output(name).toFile();
        return process.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start()
                .toHandle();
    }

    /** JVM options of a process: its log, its folder for temporary files, and the garbage collector. */
    static List<String> places(ClusterFolder folder, String name) {
        return List.of(
                "-Dmillrace.log=" + folder.log(name), "-Djava.io.tmpdir=" + folder.temporary(name), "-XX:+UseSerialGC");
    }
}
