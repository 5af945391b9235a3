package caravan.store;

import com.google.api.client.googleapis.media.MediaHttpUploader;
import com.google.api.client.googleapis.media.MediaHttpUploader.UploadState;
import com.google.api.client.http.AbstractInputStreamContent;
import com.google.api.client.http.FileContent;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.InputStreamContent;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import java.io.File;
import java.io.IOException;
import java.util.Set;

/**
 * A file on its way into a bucket: in one request, or a large one piece by piece, in memory that does not grow with it.
 *
 * @param largest bytes that go in one request
 * @param piece bytes of a piece, a multiple of 256 KiB
 */
record GcsUpload(Storage client, String bucket, long largest, int piece) {
    /** What a server says of an upload that it has forgotten; to begin it again may help. */
    private static final Set<Integer> FORGOTTEN = Set.of(404, 410);

    /** @throws IOException also where the answer speaks of other bytes than those of the file */
    void of(File file, StorageObject object) throws IOException {
        StorageObject written = file.length() > largest ? inPieces(file, object) : atOnce(file, object);
        if (written == null
                || written.getGeneration() == null
                || written.getSize() == null
                || written.getSize().longValue() != file.length()
                || !object.getCrc32c().equals(written.getCrc32c())) {
            throw new IOException("the reply does not say that these bytes were stored");
        }
    }

    private StorageObject atOnce(File file, StorageObject object) throws IOException {
        Storage.Objects.Insert insert = insert(object, new FileContent(object.getContentType(), file));
        insert.getMediaHttpUploader().setDirectUploadEnabled(true);
        return insert.execute();
    }

    private StorageObject inPieces(File file, StorageObject object) throws IOException {
        try (RepeatableFile bytes = new RepeatableFile(file.toPath())) {
            Storage.Objects.Insert insert = insert(
                    object,
                    new InputStreamContent(object.getContentType(), bytes)
                            .setLength(file.length())
                            .setRetrySupported(true)
                            .setCloseInputStream(false));
            MediaHttpUploader uploader = insert.getMediaHttpUploader().setChunkSize(piece);
            try {
                return insert.execute();
            } catch (HttpResponseException e) {
                boolean begun = uploader.getUploadState() != UploadState.INITIATION_STARTED;
                throw begun && FORGOTTEN.contains(e.getStatusCode())
                        ? new IOException("the server has forgotten the upload (" + e.getStatusCode() + ")", e)
                        : e;
            }
        }
    }

    private Storage.Objects.Insert insert(StorageObject object, AbstractInputStreamContent content) throws IOException {
        Storage.Objects.Insert insert = client.objects().insert(bucket, object, content);
        insert.setDisableGZipContent(true);
        return insert;
    }
}
