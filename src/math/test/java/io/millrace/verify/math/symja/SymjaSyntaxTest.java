package io.millrace.verify.math.symja;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Parser;
import io.millrace.verify.math.number.Budget;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymjaSyntaxTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            x+2y-3                ; (v1+((2)*v2)+(-(3)))
            \\frac{1}{2}          ; ((1)/(2))
            0.75                  ; (3/4)
            x^{-n}                ; (v1^(-v2))
            \\sqrt{x}             ; (v1^(1/2))
            \\sqrt[3]{-8}         ; (-(8)^(1/3))
            \\sqrt[4]{x}          ; (v1^(1/4))
            \\sin^2 x             ; (Sin[v1]^(2))
            \\arctan x            ; ArcTan[v1]
            \\ln x                ; Log[v1]
            \\log x               ; (Log[v1]/Log[v0])
            \\log_2 x             ; (Log[v1]/Log[(2)])
            |x|                   ; Abs[v1]
            \\lfloor x\\rfloor    ; Floor[v1]
            \\lceil x\\rceil      ; Ceiling[v1]
            n!                    ; Factorial[v1]
            \\binom{n}{2}         ; Binomial[v1,(2)]
            90^\\circ             ; ((90)*Pi/180)
            10\\%                 ; ((10)/100)
            e^{i\\pi}             ; (E^(I*Pi))
            f(x,y)+f(y,x)         ; (f1[v1,v2]+f1[v2,v1])
            """)
    void valuesAreWritten(String latex, String symja) {
        assertThat(SymjaSyntax.pair(read(latex), read("1"))).contains(symja + "\t(1)");
    }

    @Test
    void lettersHaveTheSameNameOnBothSides() {
        assertThat(SymjaSyntax.pair(read("x+y"), read("y+x"))).contains("(v1+v2)\t(v2+v1)");
    }

    @Test
    void namesInAnAnswerAreNotCommands() {
        assertThat(SymjaSyntax.pair(read("N_{Quit[]}+D"), read("f_{Run}(C)"))).contains("(v1+v2)\tf1[v3]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\text{yes}",
                "(1,2)",
                "1,2",
                "\\{1\\}",
                "x=1",
                "\\infty",
                "5\\text{ cm}",
                "3:4",
                "40_9",
                "\\sqrt[n]{2}",
                "1\\pm2"
            })
    void onlySingleValuesAreWritten(String latex) {
        assertThat(SymjaSyntax.pair(read(latex), read("1"))).isEqualTo(Optional.empty());
        assertThat(SymjaSyntax.pair(read("1"), read(latex))).isEqualTo(Optional.empty());
    }

    @Test
    void longExpressionsAreNotWritten() {
        assertThat(SymjaSyntax.pair(read("1+".repeat(400) + "1"), read("1"))).isPresent();
        assertThat(SymjaSyntax.pair(read("1+".repeat(600) + "1"), read("1"))).isEmpty();
    }

    private static Expr read(String latex) {
        return Parser.read(latex, true, new Budget());
    }
}
