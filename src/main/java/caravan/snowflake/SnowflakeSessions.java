package caravan.snowflake;

import caravan.config.CheckedNames;
import caravan.config.SnowflakeSettings;
import caravan.driver.Driver;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Properties;

/** Sessions at Snowflake, each for one thread at a time: those that came to no harm are used again. */
final class SnowflakeSessions implements AutoCloseable {
    private static final int CONNECT_MILLISECONDS = 10_000;

    private final SnowflakeSettings settings;
    private final Deque<Connection> idle = new ArrayDeque<>();

    SnowflakeSessions(SnowflakeSettings settings) {
        this.settings = settings;
    }

    SnowflakeSettings settings() {
        return settings;
    }

    /** One that nobody else has. */
    Connection take() throws IOException {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return open(settings.role());
    }

    /** It is as it was: no transaction is open. */
    void giveBack(Connection session) {
        synchronized (idle) {
            idle.push(session);
        }
    }

    /** With it ends what it has not committed. */
    static void abandon(Connection session, Exception failure) {
        try {
            session.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** A session of another role than the loader's, for the set-up. */
    Connection open(String role) throws IOException {
        Driver.SNOWFLAKE.require();
        URI url = settings.url();
        Properties properties = properties(role);
        tryReach(url);
        String address = url.getScheme() + "://" + url.getHost() + ":" + port(url);
        try {
            return DriverManager.getConnection("jdbc:snowflake://" + address + "/", properties);
        } catch (SQLException e) {
            throw SnowflakeFault.by("the login of " + settings.user(), e);
        }
    }

    private Properties properties(String role) throws WarehouseRefused {
        Properties properties = new Properties();
        properties.put("account", settings.account());
        properties.put("user", settings.user());
        properties.put("authenticator", "SNOWFLAKE_JWT");
        properties.put("privateKey", SigningKey.of(settings).key());
        properties.put("role", role);
        properties.put("warehouse", settings.warehouse());
        properties.put("db", settings.database());
        properties.put("schema", settings.schema());
        properties.put("ssl", settings.url().getScheme().equals("http") ? "off" : "on");
        properties.put("loginTimeout", "60");
        // Asked of nobody but that server: no metadata of a cloud, no responder of certificates, no telemetry, no file
        // of tokens.
        properties.put("disablePlatformDetection", "true");
        properties.put("disableOCSPChecks", "true");
        properties.put("CLIENT_TELEMETRY_ENABLED", "false");
        properties.put("clientStoreTemporaryCredential", "false");
        properties.put("CLIENT_SESSION_KEEP_ALIVE", "false");
        // Arrow wants doors of the JVM opened; answers are small here.
        properties.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        properties.put("QUERY_TAG", "caravan");
        properties.put("TIMEZONE", "UTC");
        // A load whose process was killed holds its locks no longer than that takes to notice.
        properties.put("ABORT_DETACHED_QUERY", "true");
        return properties;
    }

    /** The driver would try for minutes, and looks names up by itself. */
    private static void tryReach(URI url) throws WarehouseAway {
        IOException last = null;
        try {
            for (InetAddress address : new CheckedNames().resolve(url.getHost())) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port(url)), CONNECT_MILLISECONDS);
                    return;
                } catch (IOException e) {
                    last = e;
                }
            }
        } catch (IOException e) {
            last = e;
        }
        throw new WarehouseAway("Snowflake's server " + url + " is not reached: " + last, last);
    }

    private static int port(URI url) {
        return url.getPort() >= 0
                ? url.getPort()
                : url.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }

    @Override
    public void close() throws IOException {
        synchronized (idle) {
            SQLException failed = null;
            while (!idle.isEmpty()) {
                try {
                    idle.pop().close();
                } catch (SQLException e) {
                    failed = e;
                }
            }
            if (failed != null) {
                throw SnowflakeFault.by("closing a session", failed);
            }
        }
    }
}
