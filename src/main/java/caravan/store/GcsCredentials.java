package caravan.store;

import caravan.config.GcsKeys;
import caravan.config.GoogleAddress;
import caravan.config.Secret;
import com.google.auth.Retryable;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Who asks: what the credentials file says now, for whoever mounts it may replace it, or else application default credentials,
 * which are looked for with the first request. Thread-safe.
 */
final class GcsCredentials {
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/devstorage.read_write");

    private final Optional<Secret> file;
    private String read = "";
    private HttpCredentialsAdapter adapter;

    private GcsCredentials(Optional<Secret> file) {
        this.file = file;
    }

    /** None for a server that is not Google's: nobody is asked for a token then, and nobody else gets one. */
    static Optional<GcsCredentials> of(GcsKeys keys) {
        return keys.endpoint().filter(server -> !GoogleAddress.is(server)).isPresent()
                ? Optional.empty()
                : Optional.of(new GcsCredentials(keys.credentials()));
    }

    /** @throws StoreRefused where there are none, or they cannot be what they are said to be */
    synchronized HttpCredentialsAdapter current() throws IOException {
        file.ifPresent(Secret::renewIfLocal);
        String now = file.map(Secret::reveal).orElse("");
        if (adapter == null || !now.equals(read)) {
            adapter = new HttpCredentialsAdapter(asking(found(now)).createScoped(SCOPES));
            read = now;
        }
        return adapter;
    }

    private GoogleCredentials found(String json) throws IOException {
        try {
            return file.isPresent()
                    ? GoogleCredentials.fromStream(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                    : GoogleCredentials.getApplicationDefault();
        } catch (IOException | IllegalArgumentException e) {
            throw refused(
                    file.isPresent()
                            // What is said of its content may have a part of it in it.
                            ? "the file of caravan.gcs.credentials-file is not taken by Google's library ("
                                    + e.getClass().getSimpleName() + ")"
                            : "there are no application default credentials",
                    e);
        }
    }

    /** Once for a token: who repeats says so. */
    private static GoogleCredentials asking(GoogleCredentials found) {
        return found instanceof ServiceAccountCredentials account
                ? account.createWithCustomRetryStrategy(false)
                : found;
    }

    /** What went wrong with getting a token: for a person where the next try will be the same. */
    static IOException fault(IOException fault) {
        return fault instanceof Retryable known && !known.isRetryable()
                ? refused(
                        "Google gives no token for these credentials (" + GcsFault.line(fault.getMessage()) + ")",
                        fault)
                : new IOException("there is no token for Google Cloud Storage: " + fault.getMessage(), fault);
    }

    private static StoreRefused refused(String said, Exception cause) {
        return new StoreRefused(
                said,
                "set caravan.gcs.credentials-file (GOOGLE_APPLICATION_CREDENTIALS) to a service account's file, run on"
                        + " Google Cloud with a service account, or call gcloud auth application-default login",
                null,
                // A cause that is an I/O error would make it one of the disk.
                new IllegalStateException(cause));
    }
}
