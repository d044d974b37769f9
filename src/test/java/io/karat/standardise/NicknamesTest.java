package io.karat.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NicknamesTest {

    private final Nicknames nicknames = Nicknames.standard();

    @ParameterizedTest
    @CsvSource({
        "william,bill",
        "bill,will",
        "elizabeth,betty",
        "francisco,paco",
        "giuseppe,beppe",
        "johann,hans",
        "mikhail,misha",
        "guillermo,memo",
        "alexander,sasha"
    })
    void namesOfOneGroupAreRelatedBothWays(String a, String b) {
        assertThat(nicknames.related(a, b)).isTrue();
        assertThat(nicknames.related(b, a)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"william,robert", "bill,bob", "mary,john", "zzz,bill", "bill,zzz", "zzz,zzz"})
    void othersAreNot(String a, String b) {
        assertThat(nicknames.related(a, b)).isFalse();
    }

    @Test
    void relationIsNotCarriedOverFromGroupToGroup() {
        assertThat(nicknames.related("alfred", "fred")).isTrue();
        assertThat(nicknames.related("fred", "frederick")).isTrue();
        assertThat(nicknames.related("alfred", "frederick")).isFalse();
    }
}
