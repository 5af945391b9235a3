package caravan.bench;

import caravan.store.S3Connection;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The yardstick where there is no Python with requests and boto3: downloads, unzips, gunzips to disk and uploads, one after the
 * other and without a check, as scripts of this kind do. {@code URL FOLDER ENDPOINT BUCKET PREFIX}, keys as in {@link Floors}.
 */
public final class StraightScript {
    private StraightScript() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        Path archive = folder.resolve("export.zip");
        try (InputStream body = URI.create(args[0]).toURL().openStream()) {
            Files.copy(body, archive);
        }
        unzip(archive, folder);
        gunzip(folder);
        try (S3Client client = S3Connection.client(Floors.settings(URI.create(args[2]), args[3]))) {
            for (Path file : ending(folder, ".json")) {
                client.putObject(
                        request -> request.bucket(args[3]).key(args[4] + file.getFileName()),
                        RequestBody.fromFile(file));
            }
        }
    }

    private static void unzip(Path archive, Path folder) throws Exception {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream packed = zip.getInputStream(entry)) {
                    Files.copy(packed, folder.resolve(Path.of(entry.getName()).getFileName()));
                }
            }
        }
    }

    private static void gunzip(Path folder) throws Exception {
        for (Path packed : ending(folder, ".gz")) {
            String name = packed.getFileName().toString();
            try (InputStream json = new GZIPInputStream(Files.newInputStream(packed))) {
                Files.copy(json, folder.resolve(name.substring(0, name.length() - ".gz".length())));
            }
        }
    }

    private static List<Path> ending(Path folder, String end) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
