package io.millrace.symja;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProverTest {
    private static Prover prover;

    @BeforeAll
    static void load() {
        prover = new Prover(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            Sqrt[7+4*Sqrt[3]]                 ; 2+Sqrt[3]
            Sqrt[10000600254+1400042*Sqrt[5]] ; 100003+7*Sqrt[5]
            Sqrt[2]+Sqrt[3]                   ; Sqrt[5+2*Sqrt[6]]
            1000!/998!                        ; 999000
            2^30000                           ; 4^15000
            Log[6]                            ; Log[2]+Log[3]
            ArcTan[1/2]+ArcTan[1/3]           ; Pi/4
            Sin[ArcSin[v1-5]]                 ; v1-5
            Tan[v1/2]                         ; Sin[v1]/(1+Cos[v1])
            Sin[3*v1]                         ; 3*Sin[v1]-4*Sin[v1]^3
            (1+v1)^100                        ; (1+2*v1+v1^2)^50
            Binomial[v1,2]                    ; v1*(v1-1)/2
            Cosh[v1]^2-Sinh[v1]^2             ; 1
            E^(I*Pi)                          ; -1
            f1[v1]*f1[v2]                     ; f1[v2]*f1[v1]
            f1[v1]*4^15000/2^30000            ; f1[v1]
            f1[Pi/2]                          ; f1[ArcSin[1]]
            f1[f2[v1],v2]                     ; f1[f2[v1],2*v2/2]
            Log[v1]/Log[v0]                   ; Log[v1]/Log[v0]
            """)
    void sameValuesAreProven(String left, String right) {
        assertThat(prover.proves(left, right)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            Sqrt[v1^2]                        ; v1
            (v1^3)^(1/3)                      ; v1
            Log[v1]/Log[v0]                   ; Log[v1]
            Log[v1^2]                         ; 2*Log[v1]
            Log[v1*v2]                        ; Log[v1]+Log[v2]
            Sqrt[v1]*Sqrt[v2]                 ; Sqrt[v1*v2]
            Log[E^v1]                         ; v1
            ArcSin[Sin[v1]]                   ; v1
            Abs[v1]                           ; v1
            Cos[v1*Pi]                        ; (-1)^v1
            f1[v1]                            ; f1[v2]
            v1                                ; v2
            Sqrt[2]+Sqrt[3]                   ; Sqrt[5+2*Sqrt[6]+10^(-30)]
            Sqrt[2]                           ; 1.41421356237309504880168872420969807856967187537694
            Sin[10^(-40)]                     ; 0
            Log[2+10^(-40)]                   ; Log[2]
            Sqrt[7+4*Sqrt[3]]                 ; -2-Sqrt[3]
            2^30000                           ; 4^15000+1
            1000!/998!                        ; 999001
            0/0                               ; 0/0
            1/0                               ; 1/0
            Tan[Pi/2]                         ; Tan[3*Pi/2]
            Log[0]                            ; Log[0]
            """)
    void differentValuesAreNotProven(String left, String right) {
        assertThat(prover.proves(left, right)).isFalse();
    }

    /** Symja 3.0.0 simplifies the difference to 0, though it is -pi for numbers below 0. */
    @Test
    void anIdentityThatDoesNotHoldEverywhereIsNotAProof() {
        assertThat(prover.proves("ArcTan[v1]+ArcTan[1/v1]", "Pi/2")).isFalse();
        assertThat(prover.proves("f1[Pi/2]", "f1[ArcTan[v1]+ArcTan[1/v1]]")).isFalse();
    }

    /** The difference of the two is 0, but nowhere are they numbers of at most 10^308. */
    @Test
    void valuesDefinedAtTooFewPointsAreNotProven() {
        assertThat(prover.proves("E^(E^(v1^2000))", "E^(E^(v1^2000))")).isFalse();
        assertThat(prover.proves("Log[0]*v1", "Log[0]*v1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            9^9^9^9      ; 5
            (10^9)!      ; 5
            10^10^10^10  ; 10^10^10^9
            """)
    void unboundedNumbersEndAtSymjasOwnBounds(String left, String right) {
        assertThat(prover.proves(left, right)).isFalse();
    }

    @Test
    void aSlowQuestionIsStoppedAndTheNextOneIsAnswered() {
        Prover hasty = new Prover(Duration.ofMillis(1));
        assertThat(hasty.proves("Sin[v1]^200", "(1-Cos[v1]^2)^100")).isFalse();
        assertThat(prover.proves("Sin[2*v1]", "2*Sin[v1]*Cos[v1]")).isTrue();
    }
}
