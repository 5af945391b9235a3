package caravan.store;

import java.io.IOException;

/** Calls to a bucket of Google Cloud Storage: tried again where that can help, and what came of them in words of ours. */
record GcsCalls(String bucket, Tries tries) {
    /** @param doing for people, such as {@code "read 'a/b'"} */
    <T> T tried(String doing, Tries.Call<T, IOException> call) throws IOException {
        return once(doing, () -> tries.of(doing, () -> read(call)));
    }

    <T> T once(String doing, Tries.Call<T, IOException> call) throws IOException {
        try {
            return read(call);
        } catch (IOException e) {
            throw GcsFault.of(e, bucket, doing);
        }
    }

    /** What is no JSON, or does not fit together, comes from Google's library as if it were a fault of ours. */
    private static <T> T read(Tries.Call<T, IOException> call) throws IOException {
        try {
            return call.ask();
        } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
            throw new IOException("the reply is not one of Google Cloud Storage: " + GcsFault.line(e.getMessage()), e);
        }
    }
}
