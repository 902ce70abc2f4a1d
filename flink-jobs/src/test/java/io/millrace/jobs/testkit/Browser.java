package io.millrace.jobs.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debian's Chromium with playwright-core, for scripts in {@code src/test/web}.
 *
 * @param executable of the browser
 * @param modules installed packages
 */
public record Browser(Path executable, Path modules) {
    private static final Path MODULES = Path.of("target/web/node_modules").toAbsolutePath();

    /** The browser; empty, with a message, if it, Node.js or npm is missing or cannot install the packages. */
    public static Optional<Browser> find() throws IOException, InterruptedException {
        Optional<Path> executable = program("chromium", "chromium-browser", "google-chrome");
        if (executable.isEmpty() || program("node").isEmpty() || program("npm").isEmpty()) {
            System.out.println("skipped in a browser: chromium, node or npm is not on the path");
            return Optional.empty();
        }
        Process build = new ProcessBuilder("node", "src/main/web/build.mjs", "--check")
                .redirectErrorStream(true)
                .start();
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (build.waitFor() != 0) {
            System.out.println("skipped in a browser: " + output);
            return Optional.empty();
        }
        return Optional.of(new Browser(executable.get(), MODULES));
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a script with the modules, the browser and further arguments; its output is in one stream. */
    public Process start(String script, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("node", "src/test/web/" + script, modules.toString(), executable.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
