package caravan.failure;

import static caravan.failure.ExitCode.BUG;
import static caravan.failure.ExitCode.CONFIGURATION;
import static caravan.failure.ExitCode.DISK;
import static caravan.failure.ExitCode.LATER;
import static caravan.failure.ExitCode.OK;
import static caravan.failure.ExitCode.PERSON;
import static caravan.failure.ExitCode.REFUSED;
import static caravan.failure.ExitCode.STOPPED;
import static caravan.failure.ExitCode.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void numbers_are_those_that_scripts_rely_on() {
        assertThat(List.of(OK, USAGE, PERSON, BUG, DISK, LATER, REFUSED, CONFIGURATION, STOPPED))
                .extracting(ExitCode::number)
                .containsExactly(0, 64, 65, 70, 74, 75, 77, 78, 143);
        assertThat(ExitCode.values()).hasSize(9);
    }

    @Test
    void of_several_the_worst_counts() {
        List<ExitCode> worstFirst = List.of(CONFIGURATION, BUG, REFUSED, PERSON, DISK, LATER, OK);
        for (int i = 0; i + 1 < worstFirst.size(); i++) {
            assertThat(ExitCode.worst(Set.copyOf(worstFirst.subList(i, worstFirst.size()))))
                    .isEqualTo(worstFirst.get(i));
            assertThat(worstFirst.get(i + 1).worst(worstFirst.get(i))).isEqualTo(worstFirst.get(i));
        }
    }

    @Test
    void nothing_to_do_is_well_done() {
        assertThat(ExitCode.worst(List.of())).isEqualTo(OK);
    }
}
