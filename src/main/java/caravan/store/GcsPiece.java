package caravan.store;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpIOExceptionHandler;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpUnsuccessfulResponseHandler;
import java.io.IOException;

/**
 * A piece of an upload that is under way. Where the connection breaks, or the server says that it has a fault, Google's library
 * asks how much has arrived and goes on from there, so that a break in a file of gigabytes does not begin it again.
 */
final class GcsPiece implements HttpIOExceptionHandler, HttpUnsuccessfulResponseHandler {
    private static final String SESSION = "upload_id";

    private final Tries tries;
    private int failed;

    GcsPiece(Tries tries) {
        this.tries = tries;
    }

    /** Whether a request goes to the address that the beginning of an upload was answered with. */
    static boolean isOne(GenericUrl url) {
        return url.containsKey(SESSION);
    }

    /** Also in place of the credentials' own look at answers: it would have the rest of a piece sent as if it were all of it. */
    void of(HttpRequest request) {
        request.setNumberOfRetries(Tries.MOST - 1).setIOExceptionHandler(this).setUnsuccessfulResponseHandler(this);
    }

    @Override
    public boolean handleIOException(HttpRequest request, boolean canBeSentAgain) {
        return canBeSentAgain && again(new IOException("the connection broke"));
    }

    @Override
    public boolean handleResponse(HttpRequest request, HttpResponse answer, boolean canBeSentAgain) {
        return canBeSentAgain
                && answer.getStatusCode() >= 500
                && again(new IOException("the answer was " + answer.getStatusCode()));
    }

    private boolean again(IOException fault) {
        failed++;
        return tries.again(failed, "put a piece of an object", fault);
    }
}
