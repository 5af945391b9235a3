package caravan.bigquery;

import caravan.archive.Escaped;
import caravan.config.BigQuerySettings;
import caravan.config.GoogleAddress;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseRefused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auth.Retryable;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who asks: a service account's file, workload identity, or application default credentials. The one class that knows Google's library. */
final class GoogleAccount {
    /** What a load asks for, and no more: tables and jobs, and objects in Google Cloud Storage that a job reads. */
    private static final List<String> SCOPES =
            List.of("https://www.googleapis.com/auth/bigquery", "https://www.googleapis.com/auth/devstorage.read_only");

    private static final List<String> ADDRESSES =
            List.of("token_uri", "token_url", "token_info_url", "service_account_impersonation_url");
    private static final int SHOWN = 400;

    private final BigQuerySettings settings;
    private GoogleCredentials credentials;

    GoogleAccount(BigQuerySettings settings) {
        this.settings = settings;
    }

    /** An access token that is good for a while yet. */
    synchronized String token() throws IOException {
        try {
            if (credentials == null) {
                credentials = found().createScoped(SCOPES);
            }
            credentials.refreshIfExpired();
            return credentials.getAccessToken().getTokenValue();
        } catch (WarehouseRefused e) {
            throw e;
        } catch (IOException e) {
            if (mayPass(e)) {
                throw new WarehouseAway("no access token for BigQuery now: " + Escaped.text(e.getMessage(), SHOWN), e);
            }
            throw refused(e);
        }
    }

    private GoogleCredentials found() throws IOException, WarehouseRefused {
        if (settings.credentialsFile().isEmpty()) {
            return once(GoogleCredentials.getApplicationDefault());
        }
        Path file = settings.credentialsFile().get();
        byte[] json = Files.readAllBytes(file);
        requireGoogle(file, json);
        try {
            return once(GoogleCredentials.fromStream(new ByteArrayInputStream(json)));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Asks once; whoever repeats says so. */
    private static GoogleCredentials once(GoogleCredentials found) {
        return found instanceof ServiceAccountCredentials account
                ? account.createWithCustomRetryStrategy(false)
                : found;
    }

    /** What the file holds is sent to the addresses in it: these have to be Google's. */
    private void requireGoogle(Path file, byte[] json) throws IOException, WarehouseRefused {
        JsonNode node = new ObjectMapper().readTree(json);
        for (String name : ADDRESSES) {
            String address = node.path(name).asText("https://oauth2.googleapis.com");
            if (!isGoogle(address)) {
                throw new WarehouseRefused("caravan.bigquery.credentials-file " + file + " names '"
                        + Escaped.text(address, 100) + "' as " + name
                        + "; accepted is https within googleapis.com: nothing was sent there");
            }
        }
    }

    private boolean isGoogle(String address) {
        try {
            URI uri = URI.create(address);
            return GoogleAddress.is(uri) || settings.isLoopback() && "127.0.0.1".equals(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private WarehouseRefused refused(IOException e) {
        String from = settings.credentialsFile()
                .map(file -> "caravan.bigquery.credentials-file " + file)
                .orElse("application default credentials, as caravan.bigquery.credentials-file is not set");
        return new WarehouseRefused(
                "no access token for BigQuery (" + from + "): " + Escaped.text(String.valueOf(e.getMessage()), SHOWN),
                e);
    }

    /** Whether it is the way there that failed, or an answer that says that it is not for ever. */
    private static boolean mayPass(IOException e) {
        return e instanceof Retryable retryable && retryable.isRetryable() || e.getCause() instanceof SocketException;
    }
}
