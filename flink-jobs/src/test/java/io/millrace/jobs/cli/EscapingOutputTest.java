package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class EscapingOutputTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = EscapingOutput.to(new PrintStream(bytes, true, Charset.defaultCharset()));

    private String printed() {
        return bytes.toString(Charset.defaultCharset());
    }

    @Test
    void controlCharactersAreShownHoweverTheyArePrinted() {
        out.println("left out: \u001b]0;owned\u0007");
        out.printf("%s%n", "\u001b[2J");
        out.write(27);
        out.flush();

        assertThat(printed()).isEqualTo("left out: \\u001b]0;owned\\u0007\n\\u001b[2J\n\\u001b");
    }

    @Test
    void aCharacterMayBeSpreadOverTwoWrites() {
        byte[] encoded = "≤é".getBytes(Charset.defaultCharset());
        for (byte one : encoded) {
            out.write(one);
        }
        out.flush();

        assertThat(printed()).isEqualTo("≤é");
    }
}
