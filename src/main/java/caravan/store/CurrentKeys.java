package caravan.store;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * The configured keys of a bucket as they are now: those in files are read before each request, for whoever mounts them replaces
 * them, and temporary ones expire.
 */
final class CurrentKeys implements AwsCredentialsProvider {
    /** Parts that are replaced one after the other are mostly through with it by the second look. */
    private static final int LOOKS = 3;

    private final S3Settings.Credentials given;

    CurrentKeys(S3Settings.Credentials given) {
        this.given = given;
    }

    /** Of one moment: two looks have seen the same, or the last one counts. */
    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentials seen = look();
        for (int looks = 1; looks < LOOKS; looks++) {
            AwsCredentials again = look();
            if (again.equals(seen)) {
                return again;
            }
            seen = again;
        }
        return seen;
    }

    private AwsCredentials look() {
        given.accessKey().renewIfLocal();
        given.secretKey().renewIfLocal();
        given.sessionToken().ifPresent(token -> token.renewIfLocal());
        String access = given.accessKey().reveal();
        String secret = given.secretKey().reveal();
        return given.sessionToken()
                .map(token -> (AwsCredentials) AwsSessionCredentials.create(access, secret, token.reveal()))
                .orElseGet(() -> AwsBasicCredentials.create(access, secret));
    }
}
