package io.millrace.jobs.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Lines that leave the job exactly once: files that appear, complete, with the checkpoint that covers them. */
public final class LineFiles {
    private static final String SUFFIX = ".jsonl";

    private LineFiles() {}

    static FileSink<String> sink(Path folder, String name) {
        return FileSink.<String>forRowFormat(
                        new org.apache.flink.core.fs.Path(
                                folder.toAbsolutePath().toUri()),
                        new SimpleStringEncoder<>())
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix(name)
                        .withPartSuffix(SUFFIX)
                        .build())
                .build();
    }

    /** All published lines of a folder, in no particular order, read as they are asked for; none if it does not exist. */
    public static Stream<String> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(LineFiles::published).sorted().toList().stream().flatMap(LineFiles::lines);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.lines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean published(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }
}
