package caravan.snowflake;

import caravan.config.SnowflakeSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the set-up in Snowflake, statement by statement; each can be run again. Stops at the first that is refused. */
public final class SetupRun {
    private final SnowflakeSettings admin;
    private final Consumer<String> tell;

    /**
     * @param admin who comes in: may take the roles accountadmin, securityadmin and sysadmin
     * @param tell what happens, for a person
     */
    public SetupRun(SnowflakeSettings admin, Consumer<String> tell) {
        this.admin = admin;
        this.tell = tell;
    }

    /** @return whether all was run; else some of it waits for a person */
    public boolean run(SnowflakeSetup setup) throws IOException {
        boolean whole = true;
        try (SnowflakeSessions sessions = new SnowflakeSessions(admin);
                Connection session = sessions.open("ACCOUNTADMIN")) {
            for (SetupPart part : setup.parts()) {
                tell.accept(part.title());
                for (String statement : part.statements()) {
                    whole &= run(new Statements(session), statement);
                }
            }
        } catch (SQLException e) {
            throw SnowflakeFault.by("closing a session", e);
        }
        return whole;
    }

    private boolean run(Statements statements, String statement) throws IOException {
        String first = statement
                .lines()
                .filter(line -> !line.startsWith("--"))
                .findFirst()
                .orElse("");
        if (SetupPart.isOpen(statement)) {
            tell.accept("  NOT RUN, for a person to fill in: " + first);
            return false;
        }
        try {
            if (statement.startsWith("desc integration ")) {
                trust(statements, statement);
            } else {
                statements.run(statement);
            }
            tell.accept("  ran " + first);
            return true;
        } catch (SQLException e) {
            throw SnowflakeFault.by("'" + first + "'", e);
        }
    }

    private void trust(Statements statements, String statement) throws SQLException {
        List<String> user = new ArrayList<>();
        List<String> externalId = new ArrayList<>();
        statements.rows(statement, row -> {
            switch (String.valueOf(row.getString("property"))) {
                case "STORAGE_AWS_IAM_USER_ARN" -> user.add(row.getString("property_value"));
                case "STORAGE_AWS_EXTERNAL_ID" -> externalId.add(row.getString("property_value"));
                default -> {}
            }
            return row;
        });
        Optional<List<String>> policy = SnowflakeSetup.trust(user, externalId);
        policy.ifPresent(lines -> {
            tell.accept("  the trust policy of the AWS role is to be:");
            lines.forEach(line -> tell.accept("    " + line));
        });
    }
}
