package caravan.store;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3 compares and sets in one step. S3Proxy compares before it reads the body and sets after, so it is compared again here. */
final class AtomicReplace extends ForwardingBlobStore {
    AtomicReplace(BlobStore blobs) {
        super(blobs);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        if (request.ifMatch() == null) {
            return super.putBlob(request, payload);
        }
        synchronized (this) {
            HeadObjectResponse current = blobMetadataIfPresent(request.bucket(), request.key());
            if (current == null || !bare(current.eTag()).equals(bare(request.ifMatch()))) {
                throw S3Exception.builder().statusCode(412).build();
            }
            return super.putBlob(request, payload);
        }
    }

    private static String bare(String eTag) {
        return eTag.replace("\"", "");
    }
}
