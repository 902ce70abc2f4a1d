package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenRolesTest {
    private static final TokenRoles ROLES = new TokenRoles(List.of(new TokenRange(1, 3), new TokenRange(4, 4)));

    private static Interaction observed(int from, int to) {
        return Interaction.of(List.of(new EnvironmentTurn(new TokenRange(from, to), List.of())));
    }

    @Test
    void onlySampledTokensAreSelected() {
        assertThat(ROLES.observed()).isEqualTo(2);
        assertThat(ROLES.select(new TokenIds(5, 6, 7, 8))).isEqualTo(new TokenIds(5, 8));
        assertThat(ROLES.select(1, 2, 3, 4)).containsExactly(1, 4);
        assertThat(ROLES.select()).isEmpty();
    }

    @Test
    void valuesOfSampledTokensAreSpread() {
        assertThat(ROLES.spread(9, 1, 2)).containsExactly(1, 9, 9, 2);
        assertThat(TokenRoles.SAMPLED.spread(9, 1, 2)).containsExactly(1, 2);
    }

    @Test
    void emptyObservationsAreLeftOut() {
        assertThat(ROLES.observations()).containsExactly(new TokenRange(1, 3));
    }

    @Test
    void observationsMustBeAscendingAndDisjoint() {
        assertThatThrownBy(() -> new TokenRoles(List.of(new TokenRange(1, 3), new TokenRange(2, 4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token roles: observations must be ascending and disjoint, was 2..4 after 3");
    }

    @Test
    void theLengthOfAResponseLeavesObservationsOut() {
        Response response = Samples.response(0, FinishReason.STOP, 5, 6, 7, 8).with(observed(1, 3));
        assertThat(response.length()).isEqualTo(2);
        assertThat(response.size()).isEqualTo(4);
        assertThat(response.sampled()).isEqualTo(new TokenIds(5, 8));
        assertThat(response.sampledLogProbs()).hasSize(2);
    }

    @Test
    void observationsMustLieWithinTheResponse() {
        Response response = Samples.response(1, FinishReason.STOP, 5, 6);
        assertThatThrownBy(() -> response.with(observed(1, 3)))
                .hasMessage("response 1: observations must end within its 2 tokens, ended at 3");
        assertThatThrownBy(() -> response.with(observed(0, 2)))
                .hasMessage("response 1: must have at least 1 sampled token, had 0 of 2");
    }
}
