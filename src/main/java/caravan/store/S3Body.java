package caravan.store;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object's bytes as they arrive. Faults are {@link IOException}; closing early drops the connection instead of reading the rest. */
final class S3Body extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private boolean ended;

    S3Body(ResponseInputStream<GetObjectResponse> response) {
        super(response);
        this.response = response;
    }

    GetObjectResponse head() {
        return response.response();
    }

    @Override
    public int read() throws IOException {
        try {
            int next = super.read();
            ended |= next < 0;
            return next;
        } catch (SdkException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public int read(byte[] bytes, int from, int atMost) throws IOException {
        try {
            int count = super.read(bytes, from, atMost);
            ended |= count < 0;
            return count;
        } catch (SdkException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            response.abort();
        }
        super.close();
    }
}
