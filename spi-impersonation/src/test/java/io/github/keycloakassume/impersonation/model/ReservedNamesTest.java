package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A name of a claim or an attribute")
final class ReservedNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "act",
                "act.sub",
                "impersonation.exp",
                "Act",
                "ACT.sub",
                " act.sub",
                "act.sub ",
                "\u00a0act",
                "act\u3000.sub",
                "a\tct",
                "\u200bact",
                "ac\u2060t",
                "\ufeffimpersonation",
                "imper\u017fonation",
                "\uff41\uff43\uff54",
                "IMPERSONATION",
                "act/sub",
                "act:sub",
                "act#sub",
                "act[sub]",
                "urn:example:act.sub",
                "https://example.com/claims/act",
                "https://example.com/claims#Impersonation.exp"
            })
    void that_a_receiver_may_take_for_one_of_ours_is_reserved(String name) {
        assertThat(ReservedNames.covers(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "action",
                "acting",
                "act_type",
                "act-type",
                "contact",
                "contract.act",
                "may_act",
                "impersonations",
                "impersonator",
                "https://example.com/act/name",
                "urn:oid:1.2.840.113549.1.9.1",
                "\u0430ct"
            })
    void that_means_something_else_is_not(String name) {
        assertThat(ReservedNames.covers(name)).isFalse();
    }

    @Test
    void that_is_not_there_is_not() {
        assertThat(ReservedNames.covers(null)).isFalse();
    }
}
