package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelReader;
import io.millrace.file.Folders;
import io.millrace.testkit.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendCommandTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int send(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(
                                Stream.of(
                                        "send",
                                        "--config",
                                        Repository.path("deploy/conf/reason.yaml")
                                                .toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private Path channel() {
        return temp.resolve("prompts");
    }

    private List<String> lines() throws Exception {
        try (Stream<String> lines = ChannelReader.lines(channel())) {
            return lines.toList();
        }
    }

    @Test
    void aDataSetIsSentWithItsTask() throws Exception {
        Path file = Files.writeString(temp.resolve("a.jsonl"), """
                {"problem": "What is 1+1?", "answer": "2"}
                not JSON
                {"problem": "What is 2+2?", "answer": "4"}
                """);

        int exit = send(file.toString(), "--to", "dir:" + channel());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("sent 2 prompts to dir:%s as records 0 to 1".formatted(channel()))
                .contains("1 records were left out");
        assertThat(lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains("\"schema\":\"prompt/1\"", "\"task\":\"math\""));
    }

    @Test
    void laterPromptsFollowEarlierOnes() throws Exception {
        Path file = Files.writeString(temp.resolve("a.jsonl"), "{\"problem\": \"What is 1+1?\", \"answer\": \"2\"}\n");
        send(file.toString(), "--to", "dir:" + channel());

        send(file.toString(), "--to", "dir:" + channel(), "--times", "3");

        assertThat(out.toString()).contains("sent 3 prompts to dir:%s as records 1 to 3".formatted(channel()));
        assertThat(lines()).hasSize(4);
    }

    @Test
    void aSendThatFailedInBetweenIsContinuedWithoutGapsAndRepetitions() throws Exception {
        Path file = temp.resolve("a.jsonl");
        Files.writeString(
                file,
                IntStream.range(0, 1500)
                        .mapToObj(i -> "{\"problem\": \"What is %d+0?\", \"answer\": \"%d\"}%n".formatted(i, i))
                        .collect(Collectors.joining()));
        String[] command = {
            file.toString(),
            "--to",
            "dir:" + channel(),
            "--set",
            "data.train.prompts=0",
            "--set",
            "channels.segmentBytes=1000"
        };
        // The second batch cannot be published: a folder is in place of its segment.
        Path blocked = Files.createDirectories(channel().resolve("00000000000000001000.jsonl/x"));

        assertThat(send(command)).as(out.toString()).isEqualTo(1);
        assertThat(err.toString())
                .contains("send: 1000 of 1500 prompts were sent to dir:%s, then: ".formatted(channel()))
                .contains("send the rest with --skip 1000");

        Folders.delete(blocked.getParent());
        assertThat(send(Stream.concat(Stream.of(command), Stream.of("--skip", "1000"))
                        .toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("sent 500 prompts to dir:%s as records 1000 to 1499".formatted(channel()));
        assertThat(lines()).hasSize(1500).doesNotHaveDuplicates();
        assertThat(send(Stream.concat(Stream.of(command), Stream.of("--skip", "1501"))
                        .toArray(String[]::new)))
                .isEqualTo(2);
    }

    @Test
    void anAddressThatNamesNoChannelIsRejected() {
        assertThat(send("--to", "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("--to: channel: address must be KIND:PLACE, was 'nowhere'");
        assertThat(send("--to", "dir:" + channel(), "--times", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--times: must be >= 1, was 0");
    }
}
