package caravan.store;

import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers of a bucket that are believed: what was cut off can look like one without content. */
final class GcsReply {
    private GcsReply() {}

    /**
     * One page of a listing.
     *
     * @param next where the next one begins; null on the last
     */
    record Page(List<StoredObject> objects, String next) {}

    /** @param prefix of the store; its objects' keys are told without it */
    static Page page(Storage.Objects.List request, String prefix) throws IOException {
        Objects page = request.setFields("kind,nextPageToken,items(name,size,generation,updated)")
                .execute();
        if (page == null || page.getKind() == null) {
            throw new IOException("the listing was cut off before it said what it is");
        }
        List<StorageObject> items = Optional.ofNullable(page.getItems()).orElse(List.of());
        if (!items.stream().allMatch(item -> item.getName().startsWith(request.getPrefix()))) {
            throw new IOException("the listing has objects that do not begin with '" + request.getPrefix() + "'");
        }
        return new Page(
                items.stream().map(item -> stored(item, prefix.length())).toList(), page.getNextPageToken());
    }

    private static StoredObject stored(StorageObject item, int prefix) {
        return new StoredObject(
                item.getName().substring(prefix),
                item.getSize().longValueExact(),
                item.getGeneration().toString(),
                Instant.ofEpochMilli(item.getUpdated().getValue()));
    }

    /** An object's bytes, as they lie there; empty where there is no such object. */
    static Optional<GcsBody> body(Storage.Objects.Get request) throws IOException {
        try {
            request.setReturnRawInputStream(true);
            return Optional.of(new GcsBody(request.executeMedia()));
        } catch (HttpResponseException e) {
            if (e.getStatusCode() == 404 && GcsFault.saysNothing(e)) {
                throw new IOException("the reply was cut off: 404 and nothing more", e);
            }
            requireMissing(e);
            return Optional.empty();
        }
    }

    /** @throws HttpResponseException the same, unless it says that there is no such object */
    static void requireMissing(HttpResponseException answer) throws HttpResponseException {
        if (answer.getStatusCode() != 404 || GcsFault.lacksBucket(answer)) {
            throw answer;
        }
    }

    /** The generation that was written. */
    static String written(StorageObject answer) throws IOException {
        if (answer == null || answer.getGeneration() == null) {
            throw new IOException("the reply to the write was cut off before it said which generation it is");
        }
        return answer.getGeneration().toString();
    }
}
