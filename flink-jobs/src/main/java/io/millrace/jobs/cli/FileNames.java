package io.millrace.jobs.cli;

import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that the locale lets Java read file names. In a POSIX locale Java knows only ASCII, and any other letter of an
 * argument or a folder is lost before the command line sees it. The launcher sets a UTF-8 locale; this check is for
 * users who start Java themselves.
 */
final class FileNames {
    private static final String LOST = "\uFFFD";
    private static final String ADVICE =
            "file name cannot be read in the locale, whose encoding is %s: %s; set LC_ALL to a UTF-8 locale such as C.UTF-8, or start ./millrace, which does";

    private FileNames() {}

    /**
     * The problem with a file name, checked before anything is read.
     *
     * @param folder the working directory of the command
     */
    static Optional<String> problem(String folder, String... arguments) {
        return Stream.concat(Stream.of(folder), Stream.of(arguments))
                .filter(name -> name.contains(LOST))
                .findFirst()
                .map(FileNames::advice);
    }

    /** The problem with a name that cannot be a file name, for instance one in the configuration. */
    static Optional<String> problem(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof InvalidPathException invalid) {
                return Optional.of(advice(invalid.getInput()));
            }
        }
        return Optional.empty();
    }

    private static String advice(String name) {
        return ADVICE.formatted(System.getProperty("sun.jnu.encoding", "not known"), name);
    }
}
