package caravan.store;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The client of the {@code put-object} route. An object is put once: the route repeats it. A part is tried again by itself first,
 * so that a break in a file of gigabytes does not begin it again.
 */
final class PartByPart extends DelegatingS3Client {
    private final Tries tries;

    PartByPart(S3Client client, String bucket) {
        super(client);
        this.tries = S3Fault.tries(bucket);
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
        return tries.of(
                "put part " + request.partNumber() + " of '" + request.key() + "'",
                () -> super.uploadPart(request, body));
    }
}
