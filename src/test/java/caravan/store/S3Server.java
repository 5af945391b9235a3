package caravan.store;

import caravan.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server on loopback over a folder, with one bucket: it verifies signatures, conditions and checksums. The
 * folder is the caller's and outlives it, so that a server can go away and another come back with the same objects.
 */
public final class S3Server implements AutoCloseable {
    private static final String ACCESS_KEY = "caravan-access";
    private static final String SECRET_KEY = "caravan-secret";
    private static final String BUCKET = "lake";

    private final BlobStore blobs;
    private final S3Proxy proxy;
    private final String accessKey;
    private final String secretKey;

    private S3Server(BlobStore blobs, S3Proxy proxy, String accessKey, String secretKey) {
        this.blobs = blobs;
        this.proxy = proxy;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** Started, on a free port. */
    public static S3Server over(Path folder) throws Exception {
        return over(folder, 0);
    }

    /** @param port of a server that was closed, to come back in its place */
    public static S3Server over(Path folder, int port) throws Exception {
        return over(folder, port, ACCESS_KEY, SECRET_KEY);
    }

    /** That lets only these keys in. */
    public static S3Server over(Path folder, String accessKey, String secretKey) throws Exception {
        return over(folder, 0, accessKey, secretKey);
    }

    private static S3Server over(Path folder, int port, String accessKey, String secretKey) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        BlobStore blobs = new AtomicReplace(BlobStores.create("filesystem-nio2", properties));
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(blobs)
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .stopTimeout(0)
                .build();
        proxy.start();
        if (!blobs.containerExists(BUCKET)) {
            blobs.createContainer(BUCKET);
        }
        return new S3Server(blobs, proxy, accessKey, secretKey);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    public String bucket() {
        return BUCKET;
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    public S3Settings settings() {
        return settings(endpoint(), SECRET_KEY);
    }

    public static S3Settings settings(URI endpoint, String secretKey) {
        S3Settings.Credentials credentials =
                new S3Settings.Credentials(new Secret(ACCESS_KEY), new Secret(secretKey), Optional.empty());
        return new S3Settings(BUCKET, Optional.empty(), Optional.of(endpoint), false, Optional.of(credentials));
    }

    /** A client of its own, which the caller closes. */
    public S3Client client() {
        return S3Connection.client(settings());
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("the server did not stop", e);
        }
        blobs.close();
    }
}
