package io.millrace.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {
    @TempDir
    Path folder;

    private record Point(int x, long y) {
        Point {
            if (x < 0) {
                throw new IllegalArgumentException("point: x must be >= 0, was " + x);
            }
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file.json"), content);
    }

    @Test
    void aValueOfTheTypeIsRead() throws Exception {
        assertThat(JsonFile.read(file("{\"x\": 1, \"y\": 2}\n"), Point.class)).isEqualTo(new Point(1, 2));
        assertThat(JsonFile.tree(file("[1, 2]"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{\"x\": 1",
                "[",
                "null",
                "[]",
                "{\"x\": 1, \"y\": \"two\"}",
                "{\"x\": -1, \"y\": 2}",
                "{\"z\": 1}",
                "{\"x\": 1, \"y\": 2} more",
                "{\"x\": 1}{",
                "{\"x\": 1]",
                "[1}",
                "\u0000\u0000",
                "{\"x\": 99999999999}"
            })
    void invalidJsonIsRefusedInOneLineWithoutJacksonsNotes(String content) throws Exception {
        assertThatThrownBy(() -> JsonFile.read(file(content), Point.class))
                .isInstanceOf(UnreadableJsonException.class)
                .satisfies(e -> assertThat(e.toString())
                        .isNotBlank()
                        .doesNotContain("\n", "Source", "REDACTED", "Exception")
                        .hasSizeLessThan(260));
    }

    @Test
    void theMessageNamesPositionAndReason() throws Exception {
        assertThatThrownBy(() -> JsonFile.read(file("{\"x\": 1,\n  oops}"), Point.class))
                .hasMessageStartingWith("line 2, column 3: Unexpected character ('o' (code 111))");
        assertThatThrownBy(() -> JsonFile.read(file("{\"x\": -1, \"y\": 2}"), Point.class))
                .hasMessageContaining("point: x must be >= 0, was -1");
    }
}
