package io.millrace.token.library;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.millrace.model.PolicyException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The command line of a child process. */
final class ChildCommand {
    /** One class of each jar that the child needs. */
    private static final List<String> NEEDED = List.of(
            LibraryProcess.class.getName(),
            PolicyException.class.getName(),
            HuggingFaceTokenizer.class.getName(),
            "ai.djl.util.Platform",
            "com.google.gson.Gson",
            "org.slf4j.Logger",
            "org.apache.commons.compress.archivers.tar.TarArchiveInputStream",
            "com.sun.jna.Library");
    /** Settings of DJL and JNA that the child must inherit, for instance where they unpack native libraries. */
    private static final List<String> PASSED_ON = List.of(
            "ai.djl.offline", "DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "OPT_OUT_TRACKING", "user.home", "java.io.tmpdir");

    private static final Path SHELL = Path.of("/bin/sh");

    private ChildCommand() {}

    static List<String> of(Path file) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            // An aborted process must not leave a core dump, and a file must not make it use all memory.
            command.addAll(List.of(SHELL.toString(), "-c", "ulimit -c 0; ulimit -v 8388608; exec \"$0\" \"$@\""));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:ErrorFile=/dev/null",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        for (String name : PASSED_ON) {
            String value = System.getProperty(name);
            if (value != null) {
                command.add("-D%s=%s".formatted(name, value));
            }
        }
        command.addAll(List.of(
                "-cp",
                String.join(File.pathSeparator, classPath()),
                LibraryProcess.class.getName(),
                file.toAbsolutePath().toString()));
        return command;
    }

    private static Set<String> classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (String name : NEEDED) {
            try {
                CodeSource source = Class.forName(name, false, ChildCommand.class.getClassLoader())
                        .getProtectionDomain()
                        .getCodeSource();
                places.add(Path.of(source.getLocation().toURI()).toString());
            } catch (ClassNotFoundException e) {
                // Not needed on this platform, or else the child reports that it is missing.
            } catch (URISyntaxException e) {
                throw new IllegalStateException("class path: does not consist of files: " + e.getMessage(), e);
            }
        }
        return places;
    }
}
