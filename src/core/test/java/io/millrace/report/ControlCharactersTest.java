package io.millrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlCharactersTest {
    @Test
    void controlCharactersAreEscaped() {
        assertThat(ControlCharacters.escape("a\u001b[2Jb\u0007\rc\u0000\u007f\u009bd"))
                .isEqualTo("a\\u001b[2Jb\\u0007\\u000dc\\u0000\\u007f\\u009bd");
    }

    @Test
    void bidirectionalControlsAreEscaped() {
        assertThat(ControlCharacters.escape("\u202egpj.exe\u2066\u2028")).isEqualTo("\\u202egpj.exe\\u2066\\u2028");
    }

    @Test
    void ordinaryTextIsUnchanged() {
        String text = "Größe:\t5 ≤ x\n─ 😀 \u00a0 日本";

        assertThat(ControlCharacters.escape(text)).isSameAs(text);
    }
}
