package caravan.bench;

import caravan.store.S3Server;
import java.nio.file.Path;

/**
 * A real S3 server over a folder, as a process of its own: {@code FOLDER}. Prints port, bucket, access key and secret key, and
 * ends where its standard input ends.
 */
public final class StoreProcess {
    private StoreProcess() {}

    public static void main(String[] args) throws Exception {
        S3Server store = S3Server.over(Path.of(args[0]));
        System.out.println(
                store.endpoint().getPort() + " " + store.bucket() + " " + store.accessKey() + " " + store.secretKey());
        while (System.in.read() >= 0) {
            // Nobody says anything; only the end counts.
        }
        System.exit(0);
    }
}
