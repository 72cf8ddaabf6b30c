package io.github.keycloakassume.impersonation.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ids in one column")
final class IdListTest {

    @Test
    void come_back_as_they_were() {
        assertThat(IdList.read(IdList.write(Set.of("b", "a")))).isEqualTo(Set.of("a", "b"));
        assertThat(IdList.write(Set.of())).isNull();
        assertThat(IdList.read(null)).isEmpty();
    }

    @Test
    void fit_fifty_at_a_time() {
        Set<String> fifty =
                IntStream.range(0, 50).mapToObj(i -> new UUID(i, i).toString()).collect(Collectors.toSet());

        assertThat(IdList.write(fifty)).hasSizeLessThanOrEqualTo(2000);
    }

    @Test
    void are_never_several_in_one() {
        assertThatIllegalArgumentException().isThrownBy(() -> IdList.write(Set.of("a\nb")));
        assertThatIllegalArgumentException().isThrownBy(() -> IdList.write(Set.of("")));
    }
}
