package caravan.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.SnowflakeSettings.Load;
import caravan.failure.Failure.Kind;
import caravan.failure.FailureTable;
import caravan.snowflake.SnowflakeLook.Finding;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnowflakeLookTest {
    @ParameterizedTest
    @EnumSource(Load.class)
    void where_all_is_set_up_nothing_is_wrong_and_nothing_was_changed(Load load) throws Exception {
        try (SnowflakeServer server = server(load)) {
            List<Finding> findings = findings(server, load);

            assertThat(findings).hasSizeGreaterThan(5).allMatch(finding -> finding.failure()
                    .isEmpty());
            assertThat(server.rows("select load_number from gate")).containsExactly("-1");
        }
    }

    @Test
    void what_is_missing_is_named_and_the_rest_looked_at() throws Exception {
        try (SnowflakeServer server = server(Load.COPY)) {
            server.database.run("drop table rejected");
            server.fault.refuse("list @LAKE", 3167, "42501", "Insufficient privileges to operate on integration");

            List<Finding> wrong = findings(server, Load.COPY).stream()
                    .filter(finding -> finding.failure().isPresent())
                    .toList();

            assertThat(wrong)
                    .extracting(Finding::what)
                    .containsExactly("events and rejected lines, read", "stage LAKE: Snowflake reads the bucket");
            assertThat(new FailureTable()
                            .classify(wrong.get(1).failure().orElseThrow())
                            .kind())
                    .isEqualTo(Kind.WAREHOUSE_REFUSED);
        }
    }

    @Test
    void without_a_login_there_is_that_to_say() throws Exception {
        try (SnowflakeServer server = server(Load.COPY)) {
            List<Finding> findings = new SnowflakeLook(
                            Account.settings(server.url(), Load.COPY, Account.pair()), Clock.systemUTC())
                    .findings();

            assertThat(findings).hasSize(1);
            assertThat(findings.get(0).failure().orElseThrow()).hasMessageContaining("JWT token is invalid");
        }
    }

    private static List<Finding> findings(SnowflakeServer server, Load load) {
        return new SnowflakeLook(Account.settings(server.url(), load), Clock.systemUTC()).findings();
    }

    private static SnowflakeServer server(Load load) throws Exception {
        return SnowflakeServer.over(key -> Optional.empty(), "", load == Load.SNOWPIPE);
    }
}
