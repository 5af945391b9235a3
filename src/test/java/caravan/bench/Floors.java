package caravan.bench;

import caravan.config.Secret;
import caravan.store.S3Connection;
import caravan.store.S3Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The parts of the job that nobody can leave out, each alone and as a process of its own: {@code download URL}, {@code inflate ARCHIVE}, or
 * {@code put FOLDER ENDPOINT BUCKET PREFIX PARALLEL} with the keys in {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}.
 * Prints the seconds it took once the JVM had started, and the bytes.
 */
public final class Floors {
    private static final int BUFFER = 64 << 10;
    private static final int TRIES = 4;

    private Floors() {}

    public static void main(String[] args) throws Exception {
        long began = System.nanoTime();
        long bytes =
                switch (args[0]) {
                    case "download" -> download(URI.create(args[1]));
                    case "inflate" -> inflate(Path.of(args[1]));
                    case "put" ->
                        put(Path.of(args[1]), URI.create(args[2]), args[3], args[4], Integer.parseInt(args[5]));
                    default ->
                        throw new IllegalArgumentException(
                                args[0] + " is no floor; there are download, inflate and put");
                };
        System.out.println((System.nanoTime() - began) / 1e9 + " " + bytes);
    }

    /** To nothing. */
    private static long download(URI archive) throws IOException {
        try (InputStream body = archive.toURL().openStream()) {
            return copied(body, OutputStream.nullOutputStream());
        }
    }

    /** Every entry with its SHA-256, on all cores, to nothing. */
    private static long inflate(Path archive) throws Exception {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<Callable<Long>> work = new ArrayList<>();
            zip.stream().forEach(entry -> work.add(() -> hashed(zip, entry)));
            return all(Runtime.getRuntime().availableProcessors(), work);
        }
    }

    private static long hashed(ZipFile zip, ZipEntry entry) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (InputStream json = new GZIPInputStream(zip.getInputStream(entry), BUFFER)) {
            for (int count = json.read(buffer); count >= 0; count = json.read(buffer)) {
                sha256.update(buffer, 0, count);
                bytes += count;
            }
        }
        sha256.digest();
        return bytes;
    }

    /** Every file of a folder with the bare SDK: the product's own client, nothing around it. */
    private static long put(Path folder, URI endpoint, String bucket, String prefix, int parallel) throws Exception {
        try (S3Client client = S3Connection.client(settings(endpoint, bucket), parallel);
                Stream<Path> files = Files.list(folder)) {
            List<Callable<Long>> work = new ArrayList<>();
            files.sorted().forEach(file -> work.add(() -> put(client, bucket, prefix + file.getFileName(), file)));
            return all(parallel, work);
        }
    }

    /** As many tries as the {@code put-object} route has, but without a pause, and with a word on standard error. */
    private static long put(S3Client client, String bucket, String key, Path file) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
                return Files.size(file);
            } catch (SdkException e) {
                if (attempt == TRIES) {
                    throw e;
                }
                System.err.println("try " + attempt + " of " + TRIES + " to put " + key + ": " + e);
            }
        }
    }

    static S3Settings settings(URI endpoint, String bucket) {
        S3Settings.Credentials credentials = new S3Settings.Credentials(
                new Secret(System.getenv("AWS_ACCESS_KEY_ID")),
                new Secret(System.getenv("AWS_SECRET_ACCESS_KEY")),
                Optional.empty());
        return new S3Settings(bucket, Optional.empty(), Optional.of(endpoint), false, Optional.of(credentials));
    }

    private static long copied(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
            bytes += count;
        }
        return bytes;
    }

    private static long all(int parallel, List<Callable<Long>> work) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(parallel);
        try {
            long bytes = 0;
            for (Future<Long> done : workers.invokeAll(work)) {
                bytes += done.get();
            }
            return bytes;
        } finally {
            workers.shutdownNow();
        }
    }
}
