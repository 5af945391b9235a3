package caravan.cli;

import caravan.config.S3Keys;
import caravan.config.Settings;
import caravan.store.FileStore;
import caravan.store.GcsStore;
import caravan.store.S3Connection;
import caravan.store.S3Settings;
import caravan.store.S3Store;
import caravan.store.Store;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** The configured store, and the S3 client that it shares with the {@code put-object} route. The classes of one are not loaded for another. */
public record StoreAccess(Store store, Optional<S3Client> s3Client) implements AutoCloseable {
    /** Connections beside the uploads: listings, records and notes. */
    private static final int LEDGER_CONNECTIONS = 16;

    public static StoreAccess of(Settings settings) {
        int connections = settings.uploads() + LEDGER_CONNECTIONS;
        return switch (settings.store()) {
            case FILE -> new StoreAccess(new FileStore(settings.fileDirectory(), settings.prefix()), Optional.empty());
            case GCS ->
                new StoreAccess(
                        GcsStore.open(settings.gcs().orElseThrow(), settings.prefix(), connections), Optional.empty());
            case S3 -> s3(settings, connections);
        };
    }

    private static StoreAccess s3(Settings settings, int connections) {
        S3Keys s3 = settings.s3().orElseThrow();
        S3Settings connection = settings(s3);
        S3Client client = S3Connection.client(connection, connections);
        return new StoreAccess(
                new S3Store(client, s3.bucket(), settings.prefix()),
                Optional.of(S3Connection.forObjects(client, connection)));
    }

    static S3Settings settings(S3Keys s3) {
        return new S3Settings(
                s3.bucket(),
                s3.region(),
                s3.endpoint(),
                s3.checksumsWhenRequired(),
                s3.accessKey()
                        .map(key ->
                                new S3Settings.Credentials(key, s3.secretKey().orElseThrow(), s3.sessionToken())));
    }

    @Override
    public void close() {
        s3Client.ifPresent(S3Client::close);
        if (store instanceof Closeable open) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the connections to " + store.location() + " do not close", e);
            }
        }
    }
}
