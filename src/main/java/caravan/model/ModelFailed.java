package caravan.model;

import java.io.IOException;

/** A model could not be brought up to date: its own transaction was undone, those before it stand. */
public final class ModelFailed extends IOException {
    private static final long serialVersionUID = 1L;

    ModelFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
